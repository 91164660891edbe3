package dev.millrace.grammar.regex;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.CharacterSet.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Capital and small letters that count as the same where case does not matter.
final class Cases {
  private static final NavigableMap<Integer, List<Range>> KIN = kin();

  private Cases() {}

  /// The characters of the set and all that differ from one of them by case only.
  static CharacterSet all(CharacterSet set) {
    var ranges = new ArrayList<>(set.ranges());
    for (var range : set.ranges()) {
      for (var family : KIN.subMap(range.first(), true, range.last(), true).values()) {
        for (var member : family) {
          if (member.first() < range.first() || member.first() > range.last()) {
            ranges.add(member);
          }
        }
      }
    }
    return new CharacterSet(ranges);
  }

  private static NavigableMap<Integer, List<Range>> kin() {
    Map<Integer, List<Range>> families = new HashMap<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      int small = Character.toLowerCase(Character.toUpperCase(c));
      if (small != c) {
        families
            .computeIfAbsent(small, first -> new ArrayList<>(List.of(new Range(first, first))))
            .add(new Range(c, c));
      }
    }
    var kin = new TreeMap<Integer, List<Range>>();
    for (var family : families.values()) {
      family.forEach(member -> kin.put(member.first(), List.copyOf(family)));
    }
    return kin;
  }
}
