package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;

import dev.millrace.grammar.rule.Expression;
import java.util.List;
import java.util.stream.Stream;

/// What strings may be, before they are escaped.
///
/// @param least of characters
/// @param most of characters, [Expression#ENDLESS] for no bound
/// @param inside languages of which each contains the string
/// @param outside languages of which none contains it
record TextLimits(int least, int most, List<Expression> inside, List<Expression> outside) {
  TextLimits {
    inside = List.copyOf(inside);
    outside = List.copyOf(outside);
  }

  static TextLimits none() {
    return length(0, ENDLESS);
  }

  static TextLimits length(int least, int most) {
    return new TextLimits(least, most, List.of(), List.of());
  }

  static TextLimits inside(Expression language) {
    return new TextLimits(0, ENDLESS, List.of(language), List.of());
  }

  static TextLimits outside(Expression language) {
    return new TextLimits(0, ENDLESS, List.of(), List.of(language));
  }

  boolean isNone() {
    return least == 0 && most == ENDLESS && inside.isEmpty() && outside.isEmpty();
  }

  TextLimits and(TextLimits other) {
    return new TextLimits(
        Math.max(least, other.least),
        Math.min(most, other.most),
        Stream.concat(inside.stream(), other.inside.stream()).toList(),
        Stream.concat(outside.stream(), other.outside.stream()).toList());
  }

  boolean empty() {
    return least > most;
  }

  boolean admits(String text) {
    int length = text.codePointCount(0, text.length());
    return least <= length
        && length <= most
        && inside.stream().allMatch(language -> Reading.derives(language, text))
        && outside.stream().noneMatch(language -> Reading.derives(language, text));
  }
}
