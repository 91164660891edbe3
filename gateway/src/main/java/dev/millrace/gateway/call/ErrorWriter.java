package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.observe.Trouble;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Answers one request with a failure, in the form of its profile.
final class ErrorWriter {
  private final Profile profile;
  private final String requestId;
  private final Surface surface;
  private final Map<String, String> more;

  /// Where no prompts are sent.
  ErrorWriter(Profile profile, String requestId) {
    this(profile, requestId, Surface.openAi(""));
  }

  ErrorWriter(Profile profile, String requestId, Surface surface) {
    this(profile, requestId, surface, Map.of());
  }

  private ErrorWriter(
      Profile profile, String requestId, Surface surface, Map<String, String> more) {
    this.profile = profile;
    this.requestId = requestId;
    this.surface = surface;
    this.more = Map.copyOf(more);
  }

  /// One that sends these headers, too.
  ErrorWriter with(Map<String, String> headers) {
    return new ErrorWriter(profile, requestId, surface, headers);
  }

  /// How a stream breaks.
  ///
  /// @param usage what was used until then
  StreamWriter.Broken broken(Failure failure, Usage usage) {
    var error = profile.error(failure, requestId, surface);
    return new StreamWriter.Broken(failure, requestId, usage, Optional.of(error));
  }

  /// What a client is told of a failure.
  Trouble trouble(Failure failure) {
    var usual = Failures.envelope(failure, surface.prompt());
    var body = JsonReader.readObject(profile.error(failure, requestId, surface).json());
    var code =
        body.get("error").orElse(body) instanceof Json.Fields error
                && error.get("code").orElse(error) instanceof Json.Text(var own)
            ? own
            : usual.code();
    return new Trouble(code, usual.message());
  }

  /// Answers, and gives the status back.
  int write(Failure failure, Client client) {
    var error = profile.error(failure, requestId, surface);
    var headers = new LinkedHashMap<>(more);
    headers.putAll(error.headers());
    headers.put("content-type", "application/json");
    client.answer(error.status(), headers, error.json());
    return error.status();
  }
}
