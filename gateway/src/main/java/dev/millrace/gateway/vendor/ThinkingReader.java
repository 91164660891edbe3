package dev.millrace.gateway.vendor;

import dev.millrace.gateway.dialect.openai.chat.Thinking;
import dev.millrace.gateway.yaml.Fields;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reasoning.Effort;
import java.util.EnumMap;
import java.util.Map;

/// Reads how a vendor is told to think. Where the group is there, only what it says is so.
///
/// @param chat the group that it is in
record ThinkingReader(Fields chat) {
  Thinking read() {
    if (!chat.has("thinking")) {
      return Thinking.usual();
    }
    var thinking = chat.group("thinking");
    var read =
        new Thinking(
            members(thinking, "on"),
            members(thinking, "plain"),
            members(thinking, "off"),
            thinking.text("effort").orElse(""),
            efforts(thinking),
            thinking.text("budget").orElse(""),
            members(thinking, "budgeted"),
            members(thinking, "kept"));
    thinking.end();
    return read;
  }

  private static Map<String, Json> members(Fields thinking, String key) {
    return new JsonReader(thinking.group(key)).members();
  }

  private static Map<Effort, String> efforts(Fields thinking) {
    var efforts = new EnumMap<Effort, String>(Effort.class);
    var group = thinking.group("efforts");
    group
        .allTexts()
        .forEach((word, name) ->
            Words.known(group, word, word, Effort.class)
                .ifPresent(effort -> efforts.put(effort, name)));
    return efforts;
  }
}
