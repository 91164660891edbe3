package dev.millrace.bench.upstream;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// What of a request decides the answer.
record Asked(Voice voice, String model, boolean stream) {
  private static final Pattern GEMINI =
      Pattern.compile("/v1(?:beta)?/models/([^:/]+):(generateContent|streamGenerateContent).*");
  private static final Pattern BEDROCK =
      Pattern.compile("/model/([^/]+)/(converse|converse-stream)");

  /// Who is asked in another way than by the body.
  ///
  /// @return absent if nobody answers there
  static Optional<Voice> voice(String path) {
    return switch (path) {
      case "/v1/chat/completions" -> Optional.of(new ChatVoice());
      case "/v1/completions" -> Optional.of(new CompletionVoice());
      case "/v1/responses" -> Optional.of(new ResponsesVoice());
      case "/v1/messages" -> Optional.of(new MessagesVoice());
      default ->
          GEMINI.matcher(path).matches()
              ? Optional.of(new GeminiVoice())
              : Optional.<Voice>of(new ConverseVoice())
                  .filter(_ -> BEDROCK.matcher(path).matches());
    };
  }

  /// Reads a request.
  ///
  /// @throws tools.jackson.core.JacksonException when its body is not JSON
  static Asked read(JsonFactory factory, Voice voice, String path, byte[] body) {
    for (var pattern : List.of(GEMINI, BEDROCK)) {
      var found = pattern.matcher(path);
      if (found.matches()) {
        String model = URLDecoder.decode(found.group(1), StandardCharsets.UTF_8);
        return new Asked(voice, model, found.group(2).contains("stream"));
      }
    }
    return read(factory, voice, body);
  }

  private static Asked read(JsonFactory factory, Voice voice, byte[] body) {
    var model = "";
    boolean stream = false;
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        var value = parser.nextToken();
        if (name.equals("model")) {
          model = parser.getString();
        } else if (name.equals("stream")) {
          stream = value == JsonToken.VALUE_TRUE;
        }
        parser.skipChildren();
      }
    }
    return new Asked(voice, model, stream);
  }
}
