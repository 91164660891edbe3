package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.ArrayList;
import java.util.List;

/// Whole answers.
public final class Replies {
  private Replies() {}

  /// Reads the body of an answer: an object, or an array of frames, which is how Google streams to
  /// those who do not ask for server-sent events.
  ///
  /// @throws Refused with what went wrong at the provider
  public static List<Event> read(byte[] body, String provider, Asked asked) {
    var events = new ArrayList<Event>();
    var reader = new AnswerReader(provider, asked);
    for (var frame : frames(body, provider)) {
      reader.take(() -> frame.object().json(), events::add);
    }
    reader.finish(events::add);
    return events;
  }

  private static List<Value> frames(byte[] body, String provider) {
    try {
      var read = new Value("", JsonReader.read(body));
      return read.json() instanceof Json.Items ? read.items() : List.of(read);
    } catch (Refused _) {
      throw new Refused(new Failure.Truncated(provider, "its answer is no whole JSON"));
    }
  }
}
