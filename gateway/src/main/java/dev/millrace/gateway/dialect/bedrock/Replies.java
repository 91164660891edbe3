package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Whole answers of Converse.
final class Replies {
  private Replies() {}

  /// Reads the body of a provider's answer.
  ///
  /// @param reader one that has read nothing
  /// @throws Refused with what went wrong at the provider
  static List<Event> read(byte[] body, String provider, AnswerReader reader) {
    var events = new ArrayList<Event>();
    Sense.demanded(
        provider, () -> read(Members.of(JsonReader.readObject(body)), reader, events::add));
    return events;
  }

  private static void read(Members told, AnswerReader reader, Consumer<Event> out) {
    reader.open(out);
    var message = told.need("output").object().need("message").object();
    int index = 0;
    for (Value block : message.need("content").items()) {
      reader.block(index++, block.object(), out);
    }
    told.need("stopReason");
    reader.stop(told, out);
    told.find("usage").ifPresent(reader::counted);
    reader.finish(out);
  }
}
