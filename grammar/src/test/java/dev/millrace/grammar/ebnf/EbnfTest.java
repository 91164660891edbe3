package dev.millrace.grammar.ebnf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.grammar.rule.Recogniser;
import dev.millrace.grammar.rule.Rules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EbnfTest {
  private static final String JSON =
      """
      # JSON, as llama.cpp's example has it
      root   ::= object
      value  ::= object | array | string | number | ("true" | "false" | "null") ws

      object ::=
        "{" ws (
                  string ":" ws value
          ("," ws string ":" ws value)*
        )? "}" ws

      array  ::=
        "[" ws (
                  value
          ("," ws value)*
        )? "]" ws

      string ::=
        "\\"" (
          [^"\\\\\\x7F\\x00-\\x1F] |
          "\\\\" (["\\\\bfnrt] | "u" [0-9a-fA-F]{4}) # escapes
        )* "\\"" ws

      number ::= ("-"? ([0-9] | [1-9] [0-9]{0,15})) ("." [0-9]+)? ([eE] [-+]? [0-9] [1-9]{0,15})? ws
      ws ::= | " " | "\\n" [ \\t]{0,20}
      """;

  private static final String ARITHMETIC =
      """
      root ::= (expr "=" ws term "\\n")+
      expr ::= term ([-+*/] term)*
      term ::= ident | num | "(" ws expr ")" ws
      ident ::= [a-z] [a-z0-9_]* ws
      num ::= [0-9]+ ws
      ws ::= [ \\t\\n]*
      """;

  private static final String SQL =
      """
      root ::= select_statement

      select_statement ::= "SELECT " column " from " table " where " condition
      column ::= "col_1 " | "col_2 "
      table ::= "table_1 " | "table_2 "
      condition ::= column "= " number
      number ::= "1 " | "2 "
      """;

  private static final String LEFT =
      """
      sum ::= sum '+' product | product
      product ::= product "*" atom | atom
      root ::= sum (* the rules may stand in any order *)
      atom ::= [0-9] | "(" sum ")"
      """;

  private static final String C_LIKE =
      """
      root ::= (declaration)*
      declaration ::= dataType identifier "(" parameter? ")" "{" statement* "}"
      dataType  ::= "int" ws | "float" ws | "char" ws
      identifier ::= [a-zA-Z_] [a-zA-Z_0-9]*
      parameter ::= dataType identifier
      statement ::=
          ( dataType identifier ws "=" ws expression ";" ) |
          ( identifier ws "=" ws expression ";" ) |
          ( "return" ws expression ";" ) |
          ( "while" "(" condition ")" "{" statement* "}" )
      condition ::= expression relation expression
      relation ::= ("<=" | "<" | "==" | "!=" | ">=" | ">")
      expression ::= term (("+" | "-") term)*
      term ::= factor(("*" | "/") factor)*
      factor ::= identifier | number | "(" expression ")"
      number ::= [0-9]+
      ws ::= ([ \\t\\n]+)
      """;

  record Row(String rules, List<String> derived, List<String> other) {}

  static Stream<Row> rows() {
    return Stream.of(
        row(
            JSON,
            in("{}", "{\"a\": [1, -2.5e+1, true], \"b\":{\"c\":\"\\u00e9\\n\"}}", "{\"é\":null}"),
            out("", "[]", "{\"a\":}", "{\"a\":01.}", "{\"a\":\"\n\"}")),
        row(ARITHMETIC, in("a=1\n", "x +2*(y1-3) = 7\nb=c\n"), out("", "a=1", "1+=2\n", "(1=2\n")),
        row(
            SQL,
            in("SELECT col_1  from table_2  where col_2 = 1 "),
            out("SELECT col_3  from table_2  where col_2 = 1 ", "SELECT ")),
        row(LEFT, in("1", "1+2*3", "(1+2)*3+4"), out("", "1+", "()", "*1")),
        row(
            C_LIKE,
            in("", "int f(int x){int y = x*2;while(y<10){y = y+1;}return (y);}"),
            out("int f(", "int f(){return;}")));
  }

  static Stream<Row> small() {
    return Stream.of(
        row("root ::= \"\"", in(""), out("a")),
        row("root ::= \"a\" |", in("", "a"), out("b")),
        row("root::=\"a\"|'b'", in("a", "b"), out("ab")),
        row("root ::= .", in("a", "\n", "é"), out("", "ab")),
        row("root ::= [a-c_\\-]", in("a", "-", "_"), out("d", "\\")),
        row("root ::= [^a-c]", in("d", "\n"), out("a")),
        row("root ::= [a-]", in("a", "-"), out("b")),
        row("root ::= [-a]", in("a", "-"), out("b")),
        row("root ::= [a^]", in("a", "^"), out("b")),
        row("root ::= [\\]\\[\\\\]", in("[", "]", "\\"), out("a")),
        row(
            "root ::= [\\x41\\u0042\\U0001F46A\\u{43}]",
            in("A", "B", "C", "\uD83D\uDC6A"),
            out("D")),
        row("root ::= \"\\n\\t\\r\\\\\\\"\\'\\x41\\u00e9\"", in("\n\t\r\\\"'Aé"), out("")),
        row("root ::= \"\\ud83d\\udc6a\"", in("\uD83D\uDC6A"), out("")),
        row("root ::= \"a\" * \"b\"\n+", in("ab", "b", "aabb"), out("a")),
        row("root ::= \"a\"{2} \"b\"{1,} \"c\"{ 0 , 2 }", in("aab", "aabbcc"), out("ab", "aabccc")),
        row("root ::= a-b a_b a.b\na-b::=\"1\" a_b::=\"2\"\na.b ::= \"3\"", in("123"), out("1")),
        row("root ::= a.\na ::= \"1\"", in("1x"), out("1")),
        row("# first\nroot # name\n::= # body\n\"a\" # end", in("a"), out("")),
        row("root ::= (* one ** two *) \"a\"", in("a"), out("")),
        row("root ::= \"a\" root \"b\" | \"\"", in("", "aabb"), out("aab", "ba")),
        row("root ::= root root | \"a\"", in("a", "aaaa"), out("", "b")),
        row("root ::= \"a\"\nunused ::= unused", in("a"), out("b")),
        row("root ::= \"a\r\nb\"", in("a\r\nb"), out("")));
  }

  @ParameterizedTest
  @MethodSource({"rows", "small"})
  void aGrammarDerivesWhatItsRootDoes(Row row) {
    Rules rules = Ebnf.parse(row.rules);
    for (var text : row.derived) {
      assertThat(Recogniser.accepts(rules, text)).as("%s", text).isTrue();
    }
    for (var text : row.other) {
      assertThat(Recogniser.accepts(rules, text)).as("%s", text).isFalse();
    }
  }

  private static Row row(String rules, List<String> derived, List<String> other) {
    return new Row(rules, derived, other);
  }

  private static List<String> in(String... texts) {
    return List.of(texts);
  }

  private static List<String> out(String... texts) {
    return List.of(texts);
  }
}
