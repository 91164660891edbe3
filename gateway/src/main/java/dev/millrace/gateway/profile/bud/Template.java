package dev.millrace.gateway.profile.bud;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.Map;

/// A text with variables: words, a variable, words, and so on.
///
/// @param words one more than there are variables; may be empty texts
/// @param variables by name, in the order in which they stand
public record Template(List<String> words, List<String> variables) {
  public Template {
    words = List.copyOf(words);
    variables = List.copyOf(variables);
    if (words.size() != variables.size() + 1) {
      throw new IllegalArgumentException("words and variables do not alternate");
    }
  }

  /// The text with values in the place of its variables: texts as they are, all else as JSON.
  ///
  /// @param field where the values came from
  /// @throws Refused if a value is missing, or one is given that there is no variable for
  String text(String field, Map<String, Json> values) {
    for (String name : values.keySet()) {
      if (!variables.contains(name)) {
        throw refused(
            field + "." + name, Problem.UNKNOWN_FIELD, "is not in the template: " + known());
      }
    }
    var text = new StringBuilder(words.getFirst());
    for (int at = 0; at < variables.size(); at++) {
      String name = variables.get(at);
      Json value = values.getOrDefault(name, new Json.Null());
      if (value instanceof Json.Null) {
        throw refused(field + "." + name, Problem.MISSING, "must be given: " + known());
      }
      text.append(value instanceof Json.Text(var plain) ? plain : JsonWriter.text(value));
      text.append(words.get(at + 1));
    }
    return text.toString();
  }

  private String known() {
    return variables.isEmpty()
        ? "it has no variables"
        : "it has the variables " + String.join(", ", variables.stream().distinct().toList());
  }

  private static Refused refused(String field, Problem problem, String why) {
    return new Refused(new Failure.BadRequest(field, problem, why));
  }
}
