package dev.millrace.gateway.dialect.cells;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.dialect.anthropic.Messages;
import dev.millrace.gateway.dialect.anthropic.MessagesProtocol;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.dialect.openai.chat.ChatProtocol;
import dev.millrace.gateway.dialect.openai.completions.Completions;
import dev.millrace.gateway.dialect.openai.completions.CompletionsProtocol;
import dev.millrace.gateway.dialect.openai.responses.Past;
import dev.millrace.gateway.dialect.openai.responses.Responses;
import dev.millrace.gateway.dialect.openai.responses.ResponsesProtocol;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A dialect that is served.
///
/// @param word its name in the names of files
/// @param usual the case whose request is the one that is answered
/// @param reader who can read its answers
record Served(String word, Dialect dialect, String usual, Optional<Protocol> reader) {
  static final Served CHAT =
      new Served("chat", new ChatCompletions(), "reasoning", Optional.of(new ChatProtocol("us")));
  static final Served COMPLETIONS =
      new Served(
          "completions", new Completions(), "text", Optional.of(new CompletionsProtocol("us")));
  static final Served RESPONSES =
      new Served(
          "responses",
          new Responses(
              new OpenSeal(),
              Past.none(),
              InstantSource.fixed(Instant.ofEpochSecond(1_700_000_009))),
          "reasoning",
          Optional.of(new ResponsesProtocol("us")));
  static final Served ANTHROPIC =
      new Served(
          "anthropic",
          new Messages(new OpenSeal()),
          "reasoning",
          Optional.of(new MessagesProtocol("us")));
  static final List<Served> ALL = List.of(CHAT, COMPLETIONS, RESPONSES, ANTHROPIC);

  private static final Set<String> ENDS =
      Set.of("response.completed", "response.incomplete", "message_stop");

  boolean has(String request) {
    return Cells.REQUESTS.names("." + word + ".json").contains(request);
  }

  Asked asked(String request) {
    var body = Cells.REQUESTS.bytes(request + "." + word + ".json");
    return dialect.read(JsonReader.readObject(body), Readings.LENIENT);
  }

  /// The request that is answered.
  Asked answered() {
    return asked(usual);
  }

  Naming naming() {
    return new Naming(dialect.prefix() + "1", "m", Instant.ofEpochSecond(1_700_000_000));
  }

  /// Whether a client takes the stream for whole.
  boolean endsWell(List<Frame> frames) {
    return frames.stream()
        .anyMatch(frame -> frame.data().equals("[DONE]") || ENDS.contains(frame.event()));
  }
}
