package dev.millrace.gateway.vault;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import java.math.BigDecimal;
import java.util.List;
import java.util.TreeMap;

/// What a client sees of a turn of a model and brings back, by which it is known again: its words and
/// its calls of tools. Blanks at the ends, and how arguments are spaced and ordered, do not count.
public record Visible(String text) {
  /// A turn.
  ///
  /// @param parts what the model said
  /// @param before what was said just before it; counts where there are no calls, whose ids tell turns
  ///     apart that are worded alike
  public static Visible of(List<Part> parts, List<Message> before) {
    var json = new JsonWriter().object();
    json.field("words", words(parts)).array("calls");
    boolean calls = false;
    for (var part : parts) {
      if (part instanceof Part.ToolCall(var id, var name, var arguments, _)) {
        json.array().value(id).value(name).value(canonical(arguments)).endArray();
        calls = true;
      }
    }
    json.endArray();
    if (!calls && !before.isEmpty()) {
      json.field("before", words(before.getLast().parts()));
    }
    return new Visible(json.endObject().text());
  }

  private static String words(List<Part> parts) {
    var words = new StringBuilder();
    for (var part : parts) {
      switch (part) {
        case Part.Text(var text) -> words.append(text);
        case Part.Refusal(var text) -> words.append(text);
        case Part.ToolResult result -> words.append(result.text());
        case Part.Thought _,
            Part.Withheld _,
            Part.ToolCall _,
            Part.Attachment _,
            Part.CachePoint _ -> {}
      }
    }
    return words.toString().strip();
  }

  private static String canonical(String arguments) {
    if (arguments.isBlank()) {
      return "{}";
    }
    try {
      return JsonWriter.text(ordered(JsonReader.read(arguments)));
    } catch (Refused _) {
      return arguments.strip(); // a model may write what is no JSON
    }
  }

  private static Json ordered(Json json) {
    return switch (json) {
      case Json.Fields(var values) -> {
        var sorted = new TreeMap<String, Json>();
        values.forEach((name, value) -> sorted.put(name, ordered(value)));
        yield new Json.Fields(sorted);
      }
      case Json.Items(var values) -> new Json.Items(values.stream().map(Visible::ordered).toList());
      case Json.Numeral(var number) ->
          new Json.Numeral(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
      case Json.Text _, Json.Bool _, Json.Null _ -> json;
    };
  }
}
