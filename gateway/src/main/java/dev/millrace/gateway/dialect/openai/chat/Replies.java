package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Event;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import java.util.ArrayList;
import java.util.List;

/// Whole answers.
public final class Replies {
  private Replies() {}

  /// The body for a client whose request asks for nothing special.
  public static byte[] write(Reply reply, Naming naming) {
    return new ReplyWriter(naming, Manner.usual()).write(reply);
  }

  /// Reads the body of a provider's answer.
  ///
  /// @param promptTokens an estimate, for a provider that does not count; see [Estimate]
  /// @throws Refused with what went wrong at the provider
  public static List<Event> read(byte[] body, String provider, int promptTokens) {
    return read(body, provider, Quirks.Answering.usual(), promptTokens);
  }

  static List<Event> read(
      byte[] body, String provider, Quirks.Answering answering, int promptTokens) {
    var events = new ArrayList<Event>();
    var reader = new AnswerReader(provider, answering, promptTokens);
    reader.take(() -> JsonReader.readObject(body), events::add);
    reader.finish(events::add);
    return events;
  }
}
