package dev.millrace.grammar.schema;

import static dev.millrace.grammar.rule.Expression.ENDLESS;
import static dev.millrace.grammar.rule.Expression.any;
import static dev.millrace.grammar.rule.Expression.either;
import static dev.millrace.grammar.rule.Expression.optional;
import static dev.millrace.grammar.rule.Expression.sequence;

import dev.millrace.grammar.rule.CharacterSet;
import dev.millrace.grammar.rule.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rules that every schema shares, under the same names: JSON (RFC 8259) as far as nothing more
/// is asked of it.
///
/// White space is what people and models write, and never without end. Behind `{`, `[` and `,` and
/// before `}` and `]` there may be one space, or one line feed and up to [#DEEPEST_INDENT] spaces;
/// behind `:` one space; elsewhere, and around the whole, none.
final class Plain {
  /// Of spaces behind a line feed.
  static final int DEEPEST_INDENT = 32;

  static final Expression GAP = new Expression.Call("json.gap");
  static final Expression COLON = new Expression.Call("json.colon");
  static final Expression COMMA = new Expression.Call("json.comma");
  static final Expression CHARACTER = new Expression.Call("json.character");
  static final Expression STRING = new Expression.Call("json.string");
  static final Expression WHOLE = new Expression.Call("json.integer");
  static final Expression NUMBER = new Expression.Call("json.number");
  static final Expression VALUE = new Expression.Call("json.value");
  static final Expression OBJECT = new Expression.Call("json.object");
  static final Expression ARRAY = new Expression.Call("json.array");
  static final Expression MEMBER = new Expression.Call("json.member");

  private static final int LONGEST_EXPONENT = 3; // longer ones are past what readers of JSON take
  private static final String QUOTE = "\"";

  private static final Map<String, Expression> RULES = written();

  private Plain() {}

  static Map<String, Expression> rules() {
    return RULES;
  }

  private static Map<String, Expression> written() {
    var rules = new LinkedHashMap<String, Expression>();
    rules.put("json.gap", gap());
    rules.put("json.colon", sequence(text(":"), optional(text(" "))));
    rules.put("json.comma", sequence(text(","), GAP));
    rules.put("json.character", character());
    rules.put("json.string", string(any(CHARACTER)));
    rules.put("json.integer", whole());
    rules.put("json.number", sequence(WHOLE, fraction(), exponent()));
    rules.put("json.member", sequence(STRING, COLON, VALUE));
    rules.put("json.object", object(optional(listed(MEMBER, 1, ENDLESS))));
    rules.put("json.array", array(optional(listed(VALUE, 1, ENDLESS))));
    rules.put(
        "json.value",
        either(OBJECT, ARRAY, STRING, NUMBER, text("true"), text("false"), text("null")));
    return Collections.unmodifiableMap(rules);
  }

  /// A text.
  static Expression text(String text) {
    return new Expression.Literal(text);
  }

  /// What stands between the quotes of a string, with its quotes.
  static Expression string(Expression content) {
    return sequence(text(QUOTE), content, text(QUOTE));
  }

  /// An object around its members, which bring [#GAP] behind them if there are any.
  static Expression object(Expression members) {
    return sequence(text("{"), GAP, members, text("}"));
  }

  /// An array around its items, which bring [#GAP] behind them if there are any.
  static Expression array(Expression items) {
    return sequence(text("["), GAP, items, text("]"));
  }

  /// At least one of the same, with commas between and the gap behind.
  static Expression listed(Expression one, int least, int most) {
    int more = most == ENDLESS ? ENDLESS : most - 1;
    var others = new Expression.Repeat(sequence(COMMA, one), Math.max(0, least - 1), more);
    return sequence(one, others, GAP);
  }

  /// A digit from `first` to `last`.
  static Expression digit(int first, int last) {
    return new Expression.Characters(CharacterSet.range('0' + first, '0' + last));
  }

  /// Any number of digits.
  static Expression digits(int least, int most) {
    return new Expression.Repeat(digit(0, 9), least, most);
  }

  /// A point and digits, or nothing.
  static Expression fraction() {
    return optional(sequence(text("."), digits(1, ENDLESS)));
  }

  private static Expression whole() {
    var positive = sequence(digit(1, 9), digits(0, ENDLESS));
    return sequence(optional(text("-")), either(text("0"), positive));
  }

  private static Expression exponent() {
    var sign = optional(new Expression.Characters(CharacterSet.of("+-")));
    var letter = new Expression.Characters(CharacterSet.of("eE"));
    return optional(sequence(letter, sign, digits(1, LONGEST_EXPONENT)));
  }

  private static Expression gap() {
    var gaps = new ArrayList<>(List.of("", " "));
    for (int indent = 0; indent <= DEEPEST_INDENT; indent++) {
      gaps.add("\n" + " ".repeat(indent));
    }
    return Enumeration.of(gaps);
  }

  /// One character of a string, as it is or escaped. Half a surrogate pair is none.
  private static Expression character() {
    var raw =
        CharacterSet.all().without(CharacterSet.range(0, 0x1f)).without(CharacterSet.of("\"\\"));
    var one = new Expression.Characters(CharacterSet.of("\"\\/bfnrt"));
    return either(new Expression.Characters(raw), sequence(text("\\"), either(one, code())));
  }

  private static Expression code() {
    var hex = hex("0123456789abcdefABCDEF");
    var high = sequence(hex("dD"), hex("89abAB"), hex, hex);
    var low = sequence(hex("dD"), hex("cdefCDEF"), hex, hex);
    var other =
        either(
            sequence(hex("0123456789abcefABCEF"), hex, hex, hex),
            sequence(hex("dD"), hex("01234567"), hex, hex));
    return sequence(text("u"), either(other, sequence(high, text("\\u"), low)));
  }

  private static Expression hex(String digits) {
    return new Expression.Characters(CharacterSet.of(digits));
  }
}
