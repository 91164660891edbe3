package dev.millrace.grammar.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A set of Unicode characters, surrogates never among them.
///
/// @param ranges in order, neither touching nor overlapping
public record CharacterSet(List<Range> ranges) {
  private static final int LAST = Character.MAX_CODE_POINT;
  private static final List<Range> SCALARS =
      List.of(
          new Range(0, Character.MIN_SURROGATE - 1), new Range(Character.MAX_SURROGATE + 1, LAST));

  /// Code points from `first` to `last`, both included.
  public record Range(int first, int last) {
    public Range {
      if (first < 0 || last > LAST || first > last) {
        throw new IllegalArgumentException("no range of characters: " + first + " to " + last);
      }
    }
  }

  public CharacterSet {
    ranges = common(joined(ranges), SCALARS);
  }

  /// Every character.
  public static CharacterSet all() {
    return new CharacterSet(SCALARS);
  }

  /// No character.
  public static CharacterSet none() {
    return new CharacterSet(List.of());
  }

  /// These characters.
  public static CharacterSet of(String characters) {
    return new CharacterSet(characters.codePoints().mapToObj(one -> new Range(one, one)).toList());
  }

  /// All characters from `first` to `last`, both included.
  public static CharacterSet range(int first, int last) {
    return new CharacterSet(List.of(new Range(first, last)));
  }

  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  public boolean contains(int character) {
    return ranges.stream().anyMatch(range -> range.first <= character && character <= range.last);
  }

  /// The characters of either.
  public CharacterSet or(CharacterSet other) {
    var all = new ArrayList<>(ranges);
    all.addAll(other.ranges);
    return new CharacterSet(all);
  }

  /// The characters of both.
  public CharacterSet and(CharacterSet other) {
    return new CharacterSet(common(ranges, other.ranges));
  }

  /// All other characters.
  public CharacterSet not() {
    var rest = new ArrayList<Range>();
    int next = 0;
    for (var range : ranges) {
      if (range.first > next) {
        rest.add(new Range(next, range.first - 1));
      }
      next = range.last + 1;
    }
    if (next <= LAST) {
      rest.add(new Range(next, LAST));
    }
    return new CharacterSet(rest);
  }

  /// These without those.
  public CharacterSet without(CharacterSet other) {
    return and(other.not());
  }

  private static List<Range> joined(List<Range> ranges) {
    var sorted = ranges.stream().sorted(Comparator.comparingInt(Range::first)).toList();
    var joined = new ArrayList<Range>();
    for (var range : sorted) {
      boolean touches = !joined.isEmpty() && range.first <= joined.getLast().last + 1;
      if (touches) {
        var before = joined.removeLast();
        joined.add(new Range(before.first, Math.max(before.last, range.last)));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }

  private static List<Range> common(List<Range> left, List<Range> right) {
    var common = new ArrayList<Range>();
    int other = 0;
    for (var range : left) {
      while (other < right.size() && right.get(other).last < range.first) {
        other++;
      }
      for (int at = other; at < right.size() && right.get(at).first <= range.last; at++) {
        var match = right.get(at);
        common.add(new Range(Math.max(range.first, match.first), Math.min(range.last, match.last)));
      }
    }
    return List.copyOf(common);
  }
}
