package dev.millrace.engine.template;

import dev.millrace.engine.template.Expression.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Reads what binds tightest: literals, names, brackets, and the `.name`, `[key]` and `(...)` after
/// them.
final class PrimaryParser {
  private final Words words;
  private final ExpressionParser expressions;

  PrimaryParser(Words words, ExpressionParser expressions) {
    this.words = words;
    this.expressions = expressions;
  }

  Expression withPostfixes() {
    Expression whole = primary();
    while (true) {
      Place place = words.place();
      if (words.takeIf(".")) {
        whole = attribute(place, whole);
      } else if (words.takeIf("[")) {
        whole = subscript(place, whole);
      } else if (words.takeIf("(")) {
        whole = new Expression.Call(place, whole, arguments());
      } else {
        return whole;
      }
    }
  }

  private Expression attribute(Place place, Expression target) {
    if (words.peek().kind() == Lexeme.Kind.INTEGER) {
      Value index = integer(words.take());
      return new Expression.Item(place, target, new Expression.Literal(place, index));
    }
    String name = words.expect(Lexeme.Kind.NAME, "the name of an attribute").text();
    return new Expression.Attribute(place, target, name);
  }

  private Expression subscript(Place place, Expression target) {
    Optional<Expression> from = bound();
    if (words.takeIf("]")) {
      return new Expression.Item(place, target, from.orElseThrow(() -> words.unexpected("a key")));
    }
    words.expect(":");
    Optional<Expression> to = bound();
    Optional<Expression> step = words.takeIf(":") ? bound() : Optional.empty();
    words.expect("]");
    return new Expression.Slice(place, target, new Expression.Bounds(from, to, step));
  }

  private Optional<Expression> bound() {
    boolean absent = words.peek().is(":") || words.peek().is("]");
    return absent ? Optional.empty() : Optional.of(expressions.expression());
  }

  /// The arguments of a call whose `(` has been taken.
  Arguments arguments() {
    var positional = new ArrayList<Expression>();
    var named = new LinkedHashMap<String, Expression>();
    while (!words.takeIf(")")) {
      if (words.peek().kind() == Lexeme.Kind.NAME && words.peekSecond().is("=")) {
        String name = words.take().text();
        words.take();
        named.put(name, expressions.expression());
      } else if (named.isEmpty()) {
        positional.add(expressions.expression());
      } else {
        throw words.unexpected("a named argument");
      }
      if (!words.peek().is(")")) {
        words.expect(",");
      }
    }
    return new Arguments(positional, named);
  }

  private Expression primary() {
    Place place = words.place();
    Lexeme next = words.take();
    return switch (next.kind()) {
      case STRING -> new Expression.Literal(place, strings(next));
      case INTEGER -> new Expression.Literal(place, integer(next));
      case FLOAT ->
          new Expression.Literal(
              place, new Value.Real(Double.parseDouble(next.text().replace("_", ""))));
      case NAME -> named(place, next.text());
      case SYMBOL -> bracketed(place, next);
      case WORDS, PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, END ->
          throw TemplateError.at(place, "expected an expression, found " + next.told());
    };
  }

  private static Expression named(Place place, String name) {
    return switch (name) {
      case "true", "True" -> new Expression.Literal(place, new Value.Bool(true));
      case "false", "False" -> new Expression.Literal(place, new Value.Bool(false));
      case "none", "None" -> new Expression.Literal(place, new Value.None());
      case "and", "or", "not", "if", "else", "in", "is" ->
          throw TemplateError.at(place, "expected an expression, found '" + name + "'");
      default -> new Expression.Name(place, name);
    };
  }

  private Expression bracketed(Place place, Lexeme open) {
    return switch (open.text()) {
      case "(" -> parenthesized(place);
      case "[" -> new Expression.ListOf(place, items("]"));
      case "{" -> new Expression.DictOf(place, entries());
      default -> throw TemplateError.at(place, "expected an expression, found " + open.told());
    };
  }

  private Expression parenthesized(Place place) {
    if (words.takeIf(")")) {
      return new Expression.ListOf(place, List.of());
    }
    Expression inside = expressions.tuple();
    words.expect(")");
    return inside;
  }

  private List<Expression> items(String close) {
    var items = new ArrayList<Expression>();
    while (!words.takeIf(close)) {
      items.add(expressions.expression());
      if (!words.peek().is(close)) {
        words.expect(",");
      }
    }
    return items;
  }

  private List<Expression.Entry> entries() {
    var entries = new ArrayList<Expression.Entry>();
    while (!words.takeIf("}")) {
      Expression key = expressions.expression();
      words.expect(":");
      entries.add(new Expression.Entry(key, expressions.expression()));
      if (!words.peek().is("}")) {
        words.expect(",");
      }
    }
    return entries;
  }

  /// Strings that follow each other are one string.
  private Text strings(Lexeme first) {
    var text = new StringBuilder(first.text());
    while (words.peek().kind() == Lexeme.Kind.STRING) {
      text.append(words.take().text());
    }
    return Text.trusted(text.toString());
  }

  private Value integer(Lexeme lexeme) {
    try {
      return Value.of(Long.parseLong(lexeme.text().replace("_", "")));
    } catch (NumberFormatException _) {
      throw TemplateError.at(words.place(lexeme), "the number is too large");
    }
  }
}
