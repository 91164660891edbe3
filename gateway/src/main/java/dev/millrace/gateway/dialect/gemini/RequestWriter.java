package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.dialect.openai.chat.Extras;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Writes one request.
final class RequestWriter {
  /// Fields of clients of OpenAI's that have a word here, beside `web_search_options`.
  private static final Map<String, String> RENAMED =
      new TreeMap<>(Map.of("safety_settings", "safetySettings", "cached_content", "cachedContent"));

  static final String SEARCH = "web_search_options";

  /// The fields of OpenAI's that are honoured.
  static final Set<String> EXTRAS = Set.of(SEARCH, "safety_settings", "cached_content");

  private final Request request;
  private final Host host;
  private final Mind mind;
  private final JsonWriter json = new JsonWriter();

  RequestWriter(Request request, Host host) {
    this.request = request;
    this.host = host;
    this.mind = Mind.of(request.model());
  }

  /// @throws Refused if this dialect has no words for something
  byte[] write() {
    json.object();
    prompt();
    new ToolsWriter(json).write(request.tools(), request.extras().containsKey(SEARCH));
    new ConfigWriter(request, json, mind).write();
    extras();
    return json.endObject().bytes();
  }

  private void prompt() {
    switch (request.prompt()) {
      case Prompt.Conversation(var messages, var rendering) -> {
        check(rendering);
        new ContentsWriter(json, mind, host.hasIds()).write(Turn.of(messages));
      }
      case Prompt.Text _, Prompt.Tokens _ ->
          throw Wire.unsupported("prompt", "Gemini takes messages alone");
    }
  }

  private static void check(Rendering rendering) {
    if (rendering.continues() || !rendering.answers()) {
      throw Wire.unsupported("continue_final_message", "Gemini only answers");
    }
    if (rendering.template().isPresent()) {
      throw Wire.unsupported("chat_template", "Gemini has a template of its own");
    }
    if (!rendering.variables().isEmpty()) {
      throw Wire.unsupported("chat_template_kwargs", "Gemini has a template of its own");
    }
  }

  private void extras() {
    RENAMED.forEach((name, word) ->
        Optional.ofNullable(request.extras().get(name))
            .ifPresent(value -> json.field(word, value)));
    request.extras().keySet().stream()
        .filter(name -> !EXTRAS.contains(name) && Extras.weight(name) != Extras.Weight.LABEL)
        .sorted()
        .findFirst()
        .ifPresent(name -> {
          throw Wire.unsupported(name, "Gemini has no such thing");
        });
  }
}
