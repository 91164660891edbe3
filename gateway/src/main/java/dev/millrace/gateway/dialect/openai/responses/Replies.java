package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import java.util.ArrayList;
import java.util.List;

/// Whole answers.
record Replies(Naming naming, Form form) {
  byte[] write(Reply reply) {
    var choice = reply.choices().getFirst();
    var last =
        Snapshot.cut(choice.stop()).isPresent() ? Item.Status.INCOMPLETE : Item.Status.COMPLETED;
    var items = new ArrayList<Item>();
    int cited = lastText(choice.pieces());
    for (var piece : choice.pieces()) {
      boolean isLast = items.size() == choice.pieces().size() - 1;
      var sources = items.size() == cited ? choice.sources() : List.<Json>of();
      items.add(item(items.size(), piece, isLast ? last : Item.Status.COMPLETED, sources));
    }
    return body(Snapshot.ended(choice.stop(), items, reply.usage()));
  }

  /// The body of a response at one moment.
  byte[] body(Snapshot snapshot) {
    var json = new JsonWriter().object();
    new Wire(naming, form).response(snapshot, json);
    return json.endObject().bytes();
  }

  /// Reads the body of a provider's answer.
  ///
  /// @param promptTokens an estimate, for a provider that does not count
  /// @throws Refused with what went wrong at the provider
  static List<Event> read(byte[] body, String provider, int promptTokens) {
    var events = new ArrayList<Event>();
    var reader = new AnswerReader(provider, promptTokens);
    reader.sense(() -> reader.end(Members.of(JsonReader.readObject(body)), events::add));
    return events;
  }

  /// The words that sources are of.
  private static int lastText(List<Reply.Piece> pieces) {
    int last = pieces.size() - 1;
    while (last >= 0 && !(pieces.get(last).part() instanceof Part.Text)) {
      last--;
    }
    return last;
  }

  private Item item(int index, Reply.Piece piece, Item.Status status, List<Json> sources) {
    var part = piece.part();
    String id = new Wire(naming, form).id(index, part);
    var flat = sources.stream().map(Sources::flat).toList();
    return new Item(id, part, piece.logprobs(), status, form.sealed(part), flat);
  }
}
