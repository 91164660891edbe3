package dev.millrace.engine.template;

import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import dev.millrace.llm.Tool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A conversation as the variables of a chat template, in the shapes that `transformers` uses.
final class Conversation {
  private static final int DEEPEST = 64;

  private final boolean knowsDeveloper;
  private final Map<String, String> toolNames = new HashMap<>();

  /// @param knowsDeveloper whether the template tells developers from the system
  Conversation(boolean knowsDeveloper) {
    this.knowsDeveloper = knowsDeveloper;
  }

  Value messages(List<Message> messages) {
    var values = new ArrayList<Value>();
    messages.forEach(message -> values.addAll(message(message)));
    return new Value.Items(values);
  }

  /// None when there are none.
  static Value tools(List<Tool> tools) {
    if (tools.isEmpty()) {
      return new Value.None();
    }
    return Value.items(tools.stream().map(Conversation::tool).toList());
  }

  private static Value tool(Tool tool) {
    return fields(
        Map.entry("type", Text.trusted("function")),
        Map.entry(
            "function",
            fields(
                Map.entry("name", Text.foreign(tool.name())),
                Map.entry("description", Text.foreign(tool.description())),
                Map.entry("parameters", value(tool.parameters(), 0)))));
  }

  /// One message of ours may be several of the template's: each tool result is one.
  private List<Value> message(Message message) {
    var values = new ArrayList<Value>();
    var words = new ArrayList<Part>();
    for (var part : message.parts()) {
      if (part instanceof Part.ToolResult result) {
        values.add(toolResult(result));
      } else {
        words.add(part);
      }
    }
    if (!words.isEmpty() || values.isEmpty()) {
      values.add(words(message, words));
    }
    return values;
  }

  private Value toolResult(Part.ToolResult result) {
    var values = new LinkedHashMap<Text, Value>();
    put(values, "role", Text.trusted("tool"));
    Optional.ofNullable(toolNames.get(result.callId()))
        .ifPresent(name -> put(values, "name", Text.foreign(name)));
    put(values, "tool_call_id", Text.foreign(result.callId()));
    put(
        values,
        "content",
        Text.foreign(result.failed() ? "Error: " + result.text() : result.text()));
    return new Value.Fields(values);
  }

  private Value words(Message message, List<Part> parts) {
    var text = new StringBuilder();
    var thought = new StringBuilder();
    var calls = new ArrayList<Value>();
    for (var part : parts) {
      switch (part) {
        case Part.Text(var words) -> text.append(words);
        case Part.Refusal(var words) -> text.append(words);
        case Part.Thought(var words, _) -> thought.append(words);
        case Part.ToolCall call -> calls.add(toolCall(call));
        case Part.Withheld _, Part.CachePoint _ -> {} // nobody here can read it; prefixes are kept
        case Part.ToolResult _ -> throw new IllegalArgumentException("results are messages");
        case Part.Attachment _ -> throw new IllegalArgumentException("attachments are no text");
      }
    }
    var values = new LinkedHashMap<Text, Value>();
    put(values, "role", Text.trusted(role(message.role())));
    message.name().ifPresent(name -> put(values, "name", Text.foreign(name)));
    put(values, "content", Text.foreign(text.toString()));
    if (!thought.isEmpty()) {
      put(values, "reasoning_content", Text.foreign(thought.toString()));
    }
    if (!calls.isEmpty()) {
      put(values, "tool_calls", new Value.Items(calls));
    }
    return new Value.Fields(values);
  }

  /// Templates expect the arguments as a mapping; what is no JSON object stays text.
  private Value toolCall(Part.ToolCall call) {
    toolNames.put(call.id(), call.name());
    Value arguments =
        JsonReader.object(call.arguments()).orElseGet(() -> Text.foreign(call.arguments()));
    return fields(
        Map.entry("id", Text.foreign(call.id())),
        Map.entry("type", Text.trusted("function")),
        Map.entry(
            "function",
            fields(
                Map.entry("name", Text.foreign(call.name())), Map.entry("arguments", arguments))));
  }

  private String role(Role role) {
    return switch (role) {
      case SYSTEM -> "system";
      case DEVELOPER -> knowsDeveloper ? "developer" : "system";
      case USER -> "user";
      case ASSISTANT -> "assistant";
      case TOOL -> "tool";
    };
  }

  /// JSON of a request as a template sees it.
  ///
  /// @throws TemplateError if it nests deeper than 64 levels
  static Value value(Json json) {
    return value(json, 0);
  }

  private static Value value(Json json, int depth) {
    if (depth > DEEPEST) {
      throw TemplateError.refused("it nests deeper than " + DEEPEST + " levels");
    }
    return switch (json) {
      case Json.Text(var text) -> Text.foreign(text);
      case Json.Bool(var truth) -> new Value.Bool(truth);
      case Json.Null _ -> new Value.None();
      case Json.Numeral(var number) -> JsonReader.number(number.toString());
      case Json.Items(var items) ->
          Value.items(items.stream().map(item -> value(item, depth + 1)).toList());
      case Json.Fields(var members) -> {
        var values = new LinkedHashMap<Text, Value>();
        members.forEach((name, member) -> values.put(Text.foreign(name), value(member, depth + 1)));
        yield new Value.Fields(values);
      }
    };
  }

  @SafeVarargs
  private static Value fields(Map.Entry<String, Value>... entries) {
    var values = new LinkedHashMap<Text, Value>();
    for (var entry : entries) {
      put(values, entry.getKey(), entry.getValue());
    }
    return new Value.Fields(values);
  }

  private static void put(Map<Text, Value> values, String name, Value value) {
    values.put(Text.trusted(name), value);
  }
}
