package dev.millrace.engine.template;

import dev.millrace.engine.template.Expression.Arguments;
import dev.millrace.engine.template.Expression.Binary;
import dev.millrace.engine.template.Expression.Operator;
import dev.millrace.engine.template.Expression.Sign;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads expressions, loosest binding first, as Jinja binds them.
final class ExpressionParser {
  private static final Set<String> NO_ARGUMENT =
      Set.of("else", "or", "and", "if", "not", "in", "is");
  private static final Map<String, Operator> COMPARISONS =
      Map.of(
          "==", Operator.EQUAL,
          "!=", Operator.UNEQUAL,
          "<", Operator.LESS,
          "<=", Operator.LESS_OR_EQUAL,
          ">", Operator.GREATER,
          ">=", Operator.GREATER_OR_EQUAL);
  private static final Map<String, Operator> SUMS =
      Map.of("+", Operator.ADD, "-", Operator.SUBTRACT);
  private static final Map<String, Operator> CONCATS = Map.of("~", Operator.CONCAT);
  private static final Map<String, Operator> PRODUCTS =
      Map.of(
          "*", Operator.MULTIPLY,
          "/", Operator.DIVIDE,
          "//", Operator.FLOOR_DIVIDE,
          "%", Operator.REMAINDER);

  private final Words words;
  private final PrimaryParser primaries;

  ExpressionParser(Words words) {
    this.words = words;
    this.primaries = new PrimaryParser(words, this);
  }

  /// One expression, or several with commas between them, which make a tuple.
  Expression tuple() {
    Place place = words.place();
    Expression first = expression();
    if (!words.peek().is(",")) {
      return first;
    }
    var items = new ArrayList<>(List.of(first));
    while (words.takeIf(",") && beginsExpression()) {
      items.add(expression());
    }
    return new Expression.ListOf(place, items);
  }

  Expression expression() {
    words.enter();
    Expression then = withoutChoice();
    while (words.peek().named("if")) {
      Place place = words.place(words.take());
      Expression test = withoutChoice();
      Optional<Expression> otherwise =
          words.takeIfNamed("else") ? Optional.of(expression()) : Optional.empty();
      then = new Expression.Choice(place, test, then, otherwise);
    }
    words.leave();
    return then;
  }

  /// An expression in which `if` belongs to somebody else.
  Expression withoutChoice() {
    Expression left = and();
    while (words.peek().named("or")) {
      Place place = words.place(words.take());
      left = new Binary(place, Operator.OR, left, and());
    }
    return left;
  }

  private Expression and() {
    Expression left = not();
    while (words.peek().named("and")) {
      Place place = words.place(words.take());
      left = new Binary(place, Operator.AND, left, not());
    }
    return left;
  }

  private Expression not() {
    if (!words.peek().named("not")) {
      return comparison();
    }
    words.enter();
    Place place = words.place(words.take());
    Expression operand = not();
    words.leave();
    return new Expression.Unary(place, Sign.NOT, operand);
  }

  /// `a < b < c` means `a < b and b < c`.
  private Expression comparison() {
    Expression left = sum();
    Optional<Expression> whole = Optional.empty();
    while (true) {
      Place place = words.place();
      Optional<Operator> operator = comparisonOperator();
      boolean negated = operator.isEmpty() && notIn();
      if (operator.isEmpty() && !negated) {
        return whole.orElse(left);
      }
      Expression right = sum();
      Expression one = new Binary(place, operator.orElse(Operator.IN), left, right);
      Expression link = negated ? new Expression.Unary(place, Sign.NOT, one) : one;
      whole =
          Optional.of(
              whole
                  .<Expression>map(before -> new Binary(place, Operator.AND, before, link))
                  .orElse(link));
      left = right;
    }
  }

  private Optional<Operator> comparisonOperator() {
    if (words.takeIfNamed("in")) {
      return Optional.of(Operator.IN);
    }
    return symbol(COMPARISONS);
  }

  private boolean notIn() {
    if (words.peek().named("not") && words.peekSecond().named("in")) {
      words.take();
      words.take();
      return true;
    }
    return false;
  }

  private Expression sum() {
    Expression left = concat();
    while (true) {
      Place place = words.place();
      Optional<Operator> operator = symbol(SUMS);
      if (operator.isEmpty()) {
        return left;
      }
      left = new Binary(place, operator.get(), left, concat());
    }
  }

  private Expression concat() {
    Expression left = product();
    while (true) {
      Place place = words.place();
      Optional<Operator> operator = symbol(CONCATS);
      if (operator.isEmpty()) {
        return left;
      }
      left = new Binary(place, operator.get(), left, product());
    }
  }

  private Expression product() {
    Expression left = unary();
    while (true) {
      Place place = words.place();
      Optional<Operator> operator = symbol(PRODUCTS);
      if (operator.isEmpty()) {
        return left;
      }
      left = new Binary(place, operator.get(), left, unary());
    }
  }

  private Optional<Operator> symbol(Map<String, Operator> operators) {
    if (words.peek().kind() != Lexeme.Kind.SYMBOL) {
      return Optional.empty();
    }
    var operator = Optional.ofNullable(operators.get(words.peek().text()));
    operator.ifPresent(_ -> words.take());
    return operator;
  }

  private Expression unary() {
    Expression operand = filtered(signed());
    Place place = words.place();
    return words.takeIf("**") ? new Binary(place, Operator.POWER, operand, unary()) : operand;
  }

  /// A filter after a sign takes what the sign made: `-1 | abs` is 1.
  private Expression signed() {
    Place place = words.place();
    Sign sign = words.peek().is("-") ? Sign.MINUS : Sign.PLUS;
    if (!words.takeIf("-") && !words.takeIf("+")) {
      return primaries.withPostfixes();
    }
    words.enter();
    Expression operand = signed();
    words.leave();
    return new Expression.Unary(place, sign, operand);
  }

  /// The filters and tests that follow an expression.
  Expression filtered(Expression target) {
    Expression whole = target;
    while (true) {
      Place place = words.place();
      if (words.takeIf("|")) {
        String name = words.expect(Lexeme.Kind.NAME, "the name of a filter").text();
        Arguments arguments = words.takeIf("(") ? primaries.arguments() : Arguments.NONE;
        whole = new Expression.Filter(place, whole, name, arguments);
      } else if (words.takeIfNamed("is")) {
        whole = test(place, whole);
      } else {
        return whole;
      }
    }
  }

  private Expression test(Place place, Expression target) {
    boolean negated = words.takeIfNamed("not");
    String name = words.expect(Lexeme.Kind.NAME, "the name of a test").text();
    Arguments arguments = Arguments.NONE;
    if (words.takeIf("(")) {
      arguments = primaries.arguments();
    } else if (beginsArgument()) {
      var only = List.of(primaries.withPostfixes());
      arguments = new Arguments(only, new LinkedHashMap<>());
    }
    Expression test = new Expression.Test(place, target, name, arguments);
    return negated ? new Expression.Unary(place, Sign.NOT, test) : test;
  }

  private boolean beginsArgument() {
    Lexeme next = words.peek();
    return switch (next.kind()) {
      case NAME -> !NO_ARGUMENT.contains(next.text());
      case STRING, INTEGER, FLOAT -> true;
      case SYMBOL -> next.is("[") || next.is("{");
      case WORDS, PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, END -> false;
    };
  }

  private boolean beginsExpression() {
    Lexeme next = words.peek();
    return beginsArgument() || next.is("(") || next.is("-") || next.named("not");
  }
}
