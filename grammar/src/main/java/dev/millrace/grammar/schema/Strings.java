package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Strings within limits. Where nothing but the length is asked, a character may be escaped in any
/// way; else in one way only, so that what is asked of the string can be asked of its text.
final class Strings {
  private static final Expression CHARACTER = new Expression.Characters(CharacterSet.all());

  private Strings() {}

  /// The strings of a shape, with their quotes.
  static Expression of(Shape shape) {
    var limits = shape.texts();
    boolean plain =
        limits.inside().isEmpty() && limits.outside().isEmpty() && excluded(shape).isEmpty();
    if (!plain) {
      return Plain.string(Escape.of(content(shape)));
    }
    return limits.isNone()
        ? Plain.STRING
        : Plain.string(new Expression.Repeat(Plain.CHARACTER, limits.least(), limits.most()));
  }

  /// The strings of a shape as they are, without quotes and escapes.
  static Expression content(Shape shape) {
    if (shape.values().isPresent()) {
      return listed(texts(shape.values().get().values()));
    }
    var limits = shape.texts();
    var all = new ArrayList<>(limits.inside());
    if (limits.least() > 0 || limits.most() < ENDLESS || all.isEmpty()) {
      all.add(new Expression.Repeat(CHARACTER, limits.least(), limits.most()));
    }
    var content = all.stream().reduce(Expression.Both::new).orElseThrow();
    var outside = new ArrayList<>(limits.outside());
    excluded(shape).ifPresent(outside::add);
    for (var language : outside) {
      content = new Expression.Except(content, language);
    }
    return content;
  }

  /// The strings of some alternatives; absent if all strings are.
  static Optional<Expression> contents(List<Shape> shapes) {
    var strings = shapes.stream().filter(shape -> shape.kinds().contains(Kind.STRING)).toList();
    boolean any =
        strings.stream()
            .anyMatch(shape ->
                shape.texts().isNone() && shape.values().isEmpty() && excluded(shape).isEmpty());
    return any
        ? Optional.empty()
        : Optional.of(new Expression.Either(strings.stream().map(Strings::content).toList()));
  }

  /// One of some strings, as they are.
  static Expression listed(Set<String> texts) {
    return texts.isEmpty() ? Expression.nothing() : Enumeration.of(texts);
  }

  private static Optional<Expression> excluded(Shape shape) {
    var texts = texts(shape.excluded().values());
    return texts.isEmpty() ? Optional.empty() : Optional.of(listed(texts));
  }

  private static Set<String> texts(List<Json> values) {
    var texts = new TreeSet<String>();
    for (var value : values) {
      if (value instanceof Json.Text(var text)) {
        texts.add(text);
      }
    }
    return texts;
  }
}
