package dev.millrace.grammar.schema;

import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.util.ArrayDeque;

/// The bounds within which schemas are looked at: what is inside can be walked by calls that call
/// themselves, and its numbers can be written out.
final class Extent {
  private static final int DEEPEST = 256;
  private static final int MOST_VALUES = 1_000_000;
  private static final int MOST_DIGITS = 100;
  private static final int LONGEST_NUMBER = 400;

  private record Found(Json value, Path path) {}

  private Extent() {}

  static void check(Json schema) {
    var open = new ArrayDeque<Found>();
    open.add(new Found(schema, Path.top()));
    for (int seen = 0; !open.isEmpty(); seen++) {
      var found = open.removeLast();
      if (found.path.depth() > DEEPEST) {
        throw found.path.refused("nested deeper than " + DEEPEST + " levels");
      }
      if (seen > MOST_VALUES) {
        throw Path.top().refused("the schema is too large: more than " + MOST_VALUES + " values");
      }
      open(found, open);
    }
  }

  private static void open(Found found, ArrayDeque<Found> open) {
    switch (found.value) {
      case Json.Fields(var members) ->
          members.forEach((name, value) -> open.add(new Found(value, found.path.then(name))));
      case Json.Items(var items) -> {
        for (int at = 0; at < items.size(); at++) {
          open.add(new Found(items.get(at), found.path.then(at)));
        }
      }
      case Json.Numeral(var number) -> {
        if (!ordinary(number)) {
          throw found.path.refused(
              "a number of more than " + MOST_DIGITS + " digits or " + LONGEST_NUMBER + " places");
        }
      }
      case Json.Text _, Json.Bool _, Json.Null _ -> {}
    }
  }

  private static boolean ordinary(BigDecimal number) {
    return number.precision() <= MOST_DIGITS && Math.abs((long) number.scale()) <= LONGEST_NUMBER;
  }
}
