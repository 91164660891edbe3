package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whole answers, written as a server and read as a client.
final class Replies {
  private Replies() {}

  /// The body of an answer; it has one choice, as the dialect knows no more.
  static byte[] write(Reply reply, Naming naming, Wire wire) {
    var choice = reply.choices().getFirst();
    var json = Wire.head(naming, new JsonWriter().object()).array("content");
    var parts =
        choice.pieces().stream()
            .map(Reply.Piece::part)
            .filter(part -> !Wire.isNothing(part))
            .toList();
    int cited = lastText(parts);
    for (int at = 0; at < parts.size(); at++) {
      json.object();
      if (at == cited) {
        Wire.text(parts.get(at).grown(), citations(choice), json);
      } else {
        block(parts.get(at), naming, at, wire, json);
      }
      json.endObject();
    }
    json.endArray();
    Wire.ending(ending(choice), json);
    Wire.usage(reply.usage(), json);
    return json.nothing("container").nothing("diagnostics").endObject().bytes();
  }

  /// Reads the body of a provider's answer.
  ///
  /// @throws Refused with what went wrong at the provider
  static List<Event> read(byte[] body, Expected expected) {
    var events = new ArrayList<Event>();
    new AnswerReader(expected).whole(body, events::add);
    return events;
  }

  /// The words that sources are of.
  private static int lastText(List<Part> parts) {
    int last = parts.size() - 1;
    while (last >= 0 && !(parts.get(last) instanceof Part.Text)) {
      last--;
    }
    return last;
  }

  private static List<Json> citations(Reply.Choice choice) {
    return choice.sources().stream().map(Citations::write).flatMap(Optional::stream).toList();
  }

  private static Wire.Ending ending(Reply.Choice choice) {
    var parts = choice.pieces().stream().map(Reply.Piece::part).toList();
    boolean called = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
    String refusal =
        parts.stream()
            .filter(Part.Refusal.class::isInstance)
            .map(Part::grown)
            .collect(Collectors.joining());
    return new Wire.Ending(choice.stop(), called, refusal);
  }

  private static void block(Part part, Naming naming, int number, Wire wire, JsonWriter json) {
    switch (part) {
      case Part.Text(var text) -> Wire.text(text, json);
      case Part.Refusal(var text) -> Wire.text(text, json);
      case Part.Thought thought ->
          Wire.thinking(wire.shown() ? thought.text() : "", wire.thoughts().token(thought), json);
      case Part.Withheld withheld -> wire.withheld(withheld, json);
      case Part.ToolCall call ->
          Wire.call(call, naming, number, json).field("input", Arguments.object(call.arguments()));
      case Part.ToolResult _, Part.Attachment _, Part.CachePoint _ ->
          throw new IllegalStateException("no answer has such a part: " + part);
    }
  }
}
