package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes a conversation as the members `system` and `messages` of the object that is open.
record ConversationWriter(JsonWriter json, Host host) {
  /// @param continues whether the model goes on from the last turn, which is its own
  void write(Conversation conversation, boolean continues) {
    if (!conversation.system().isEmpty()) {
      json.array("system");
      blocks(conversation.system());
      json.endArray();
    }
    json.array("messages");
    var turns = conversation.turns();
    for (int at = 0; at < turns.size(); at++) {
      var turn = turns.get(at);
      boolean begun = continues && turn.models() && at == turns.size() - 1;
      json.object().field("role", turn.models() ? "assistant" : "user").array("content");
      blocks(begun ? stripped(turn.parts()) : turn.parts());
      json.endArray().endObject();
    }
    json.endArray();
  }

  /// No answer may be begun with a blank at its end; [Blanks] makes up for it.
  private static List<Part> stripped(List<Part> parts) {
    var all = new ArrayList<>(parts);
    if (all.getLast() instanceof Part.Text(var text)) {
      all.removeLast();
      all.add(new Part.Text(text.stripTrailing()));
    }
    return all;
  }

  private void blocks(List<Part> parts) {
    var writer = new BlockWriter(json);
    for (int at = 0; at < parts.size(); at++) {
      boolean cached = at + 1 < parts.size() && parts.get(at + 1) instanceof Part.CachePoint;
      if (!(parts.get(at) instanceof Part.CachePoint)) {
        var point = cached ? Optional.of((Part.CachePoint) parts.get(at + 1)) : none();
        writer.write(parts.get(at), point);
      }
    }
  }

  private static Optional<Part.CachePoint> none() {
    return Optional.empty();
  }
}
