package dev.millrace.grammar.regex;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.CharacterSet.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/// Sorts all characters into sets.
final class Members {
  private Members() {}

  /// Every group, with the characters for which `group` tells it.
  static <K> Map<K, CharacterSet> byGroup(IntFunction<K> group) {
    Map<K, List<Range>> ranges = new HashMap<>();
    int first = 0;
    for (int c = 1; c <= Character.MAX_CODE_POINT + 1; c++) {
      K current = group.apply(first);
      if (c > Character.MAX_CODE_POINT || !group.apply(c).equals(current)) {
        ranges.computeIfAbsent(current, _ -> new ArrayList<>()).add(new Range(first, c - 1));
        first = c;
      }
    }
    Map<K, CharacterSet> sets = new HashMap<>();
    ranges.forEach((name, members) -> sets.put(name, new CharacterSet(members)));
    return Map.copyOf(sets);
  }
}
