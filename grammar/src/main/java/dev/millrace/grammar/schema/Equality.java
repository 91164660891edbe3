package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;

/// JSON values that are equal as JSON Schema has it: `1` and `1.0` are, the order of members is
/// nothing.
final class Equality {
  private Equality() {}

  static boolean same(Json one, Json two) {
    return switch (one) {
      case Json.Numeral(var left) ->
          two instanceof Json.Numeral(var right) && left.compareTo(right) == 0;
      case Json.Items(var left) -> {
        if (!(two instanceof Json.Items(var right)) || left.size() != right.size()) {
          yield false;
        }
        for (int at = 0; at < left.size(); at++) {
          if (!same(left.get(at), right.get(at))) {
            yield false;
          }
        }
        yield true;
      }
      case Json.Fields(var left) ->
          two instanceof Json.Fields right
              && left.keySet().equals(right.values().keySet())
              && left.entrySet().stream()
                  .allMatch(member ->
                      right.get(member.getKey()).stream()
                          .allMatch(other -> same(member.getValue(), other)));
      case Json.Text _, Json.Bool _, Json.Null _ -> one.equals(two);
    };
  }
}
