package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Puts items of a request into the form in which they are kept and shown: each has an id, a type
/// and, where its kind has one, a status; content is always made of parts.
///
/// @param responseId of the response to the request
record Filing(String responseId) {
  List<Json.Fields> all(List<Json.Fields> items) {
    var filed = new ArrayList<Json.Fields>();
    for (var item : items) {
      filed.add(file(Members.of(item), filed.size()));
    }
    return filed;
  }

  private Json.Fields file(Members item, int place) {
    String type = item.text("type").orElse("message");
    var filed = new LinkedHashMap<String, Json>();
    filed.put("id", item.find("id").map(Value::json).orElseGet(() -> id(type, place)));
    filed.put("type", new Json.Text(type));
    if (hasStatus(type)) {
      filed.put("status", new Json.Text("completed"));
    }
    item.json()
        .values()
        .forEach((name, value) -> {
          if (!(value instanceof Json.Null)) {
            filed.put(name, value);
          }
        });
    if (type.equals("message")) {
      filed.put("content", content(item));
    }
    if (type.equals("reasoning")) {
      filed.putIfAbsent("summary", new Json.Items(List.of()));
    }
    return new Json.Fields(filed);
  }

  private static boolean hasStatus(String type) {
    return switch (type) {
      case "message",
          "function_call",
          "function_call_output",
          "custom_tool_call",
          "custom_tool_call_output" ->
          true;
      default -> false;
    };
  }

  private Json id(String type, int place) {
    String prefix =
        switch (type) {
          case "message" -> "msg";
          case "function_call" -> "fc";
          case "function_call_output" -> "fco";
          case "custom_tool_call" -> "ctc";
          case "custom_tool_call_output" -> "ctco";
          case "reasoning" -> "rs";
          default -> "item";
        };
    String unique = responseId.substring(responseId.indexOf('_'));
    return new Json.Text(prefix + unique + "_in" + place);
  }

  private static Json content(Members message) {
    boolean said = message.text("role").filter("assistant"::equals).isPresent();
    return switch (message.need("content").json()) {
      case Json.Text text -> new Json.Items(List.of(words(text, said)));
      case Json other -> other;
    };
  }

  private static Json words(Json.Text text, boolean said) {
    var part = new LinkedHashMap<String, Json>();
    part.put("type", new Json.Text(said ? "output_text" : "input_text"));
    part.put("text", text);
    if (said) {
      part.put("annotations", new Json.Items(List.of()));
    }
    return new Json.Fields(part);
  }
}
