package dev.millrace.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TemplateTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-02T03:04:05Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      ignoreLeadingAndTrailingWhitespace = true,
      quoteCharacter = '`',
      value = {
        "1 + 2 * 3 # 7",
        "7 // 2 ~ '-' ~ 7 % 4 ~ '-' ~ 7 / 2 # 3-3-3.5",
        "-7 // 2 # -4",
        "2 ** 3 # 8",
        "-1 | abs # 1",
        "1.0 # 1.0",
        "1e20 # 1e+20",
        "1 < 2 < 3 # True",
        "1 < 2 > 3 # False",
        "1 == 1.0 and true == 1 # True",
        "'a' in 'cat' and 'z' not in 'cat' # True",
        "2 in [1, 2] and 'k' in {'k': 1} # True",
        "not 1 == 2 # True",
        "missing is defined or none is none # True",
        "missing is not defined # True",
        "'x' is string and 1 is number and {} is mapping and [] is sequence # True",
        "'x' is iterable and [] is iterable and 1 is not iterable # True",
        "true is boolean and true is true and false is false # True",
        "4 is divisibleby 2 and 3 is odd and 'a' is in ['a'] # True",
        "none or 'x' # x",
        "'' and 'x' # ``",
        "'yes' if 1 else 'no' # yes",
        "('yes' if 0) is defined # False",
        "[1, 'a', none, true, {'k': 1.5}] # [1, 'a', None, True, {'k': 1.5}]",
        "(1, 2)[0] # 1",
        "'abcdef'[1:4] ~ 'abcdef'[-2:] ~ 'abc'[::-1] # bcdefcba",
        "[1, 2, 3, 4][::2] # [1, 3]",
        "[1, 2, 3][5:] # []",
        "{'a': {'b': 1}}.a['b'] # 1",
        "{'items': 1}['items'] # 1",
        "{'a': 1}.get('b', 'none') # none",
        "{'a': 1, 'b': 2}.keys() | list | join(',') # a,b",
        "{'a': 1}.items() | list # [['a', 1]]",
        "' x '.strip() ~ 'xxa'.lstrip('x') ~ 'axx'.rstrip('x') # xaa",
        "'a,b,c'.split(',', 1) # ['a', 'b,c']",
        "'a,b,c'.rsplit(',', 1)[-1] # c",
        "'  a  b '.split() # ['a', 'b']",
        "'abc'.startswith('ab') and 'abc'.endswith(('x', 'c')) # True",
        "'aXbX'.replace('X', '-') ~ 'aa'.replace('a', 'b', 1) # a-b-ba",
        "'hello world'.title() ~ 'ABC'.capitalize() # Hello WorldAbc",
        "'abc'.find('c') ~ 'abc'.find('z') # 2-1",
        "'a' 'b' # ab",
        "[3, 1, 2] | sort | reverse | list # [3, 2, 1]",
        "[1, 1, 2] | unique | list # [1, 2]",
        "['a', 'b'] | map('upper') | join('-') # A-B",
        "[{'n': 1}, {'n': 2}] | map(attribute='n') | list # [1, 2]",
        "[{'r': 'u'}, {'r': 's'}] | selectattr('r', 'equalto', 's') | list | length # 1",
        "[{'r': 'u'}, {}] | rejectattr('r') | list | length # 1",
        "[1, 2, 3] | select('odd') | list # [1, 3]",
        "[1, none] | reject('none') | list # [1]",
        "[1, 2] | first ~ ([1, 2] | last) # 12",
        "missing | default('x') ~ ('' | d('y', true)) # xy",
        "'a\\nb' | indent(2) | tojson # \"a\\n  b\"",
        "{'b': 1, 'a': 2} | dictsort # [['a', 2], ['b', 1]]",
        "'3' | int + 1 # 4",
        "'x' | int # 0",
        "range(3) | list # [0, 1, 2]",
        "dict(a=1) # {'a': 1}",
        "'%s' ~ 1 # %s1",
        "'{} and {}'.format(1, 'b') # 1 and b",
        "strftime_now('%d %b %Y, %-H:%M') # 02 Nov 2026, 3:04",
        "'<b>' | safe # <b>",
        "'<a&b>' | e # &lt;a&amp;b&gt;",
        "\"it's\" | list | length # 4",
      })
  void anExpressionGivesWhatPythonWouldGive(String expression, String expected) {
    assertThat(render("{{ " + expression + " }}")).isEqualTo(expected);
  }

  @Test
  void jsonIsWrittenAsTransformersWritesIt() {
    assertThat(render("{{ {'a': [1, 2.0, none, true], 'ü': '<\"\\n'} | tojson }}"))
        .isEqualTo("{\"a\": [1, 2.0, null, true], \"ü\": \"<\\\"\\n\"}");
    assertThat(render("{{ {'a': [1], 'b': {}} | tojson(indent=2) }}"))
        .isEqualTo("{\n  \"a\": [\n    1\n  ],\n  \"b\": {}\n}");
  }

  @Test
  void blocksTakeTheirLineBreakAndTheirIndentWithThem() {
    assertThat(render("a\n  {% if true %}\n  b\n  {% endif %}\nc\n")).isEqualTo("a\n  b\nc");
    assertThat(render("a {% if true %} b {% endif %} c")).isEqualTo("a  b  c");
    assertThat(render("a\n{# note #}\nb")).isEqualTo("a\nb");
  }

  @Test
  void signsInTagsDecideAboutWhiteSpace() {
    assertThat(render("a  {{- 'b' -}}  c")).isEqualTo("abc");
    assertThat(render("a\n {%- if true -%} \n b {%- endif %}")).isEqualTo("ab");
    assertThat(render("  {%+ if true +%}\nb{% endif %}")).isEqualTo("  \nb");
    assertThat(render("a {#- x -#} b")).isEqualTo("ab");
  }

  @Test
  void rawTextIsNotRead() {
    assertThat(render("{% raw %}{{ x }}{% endraw %}")).isEqualTo("{{ x }}");
  }

  @Test
  void bracesInsideATagDoNotCloseIt() {
    assertThat(render("{{ {'a': {'b': 1}}['a']['b'] }}{{ '}}' }}")).isEqualTo("1}}");
  }

  @Test
  void loopsKnowWhereTheyAre() {
    assertThat(
            render(
                "{% for x in 'abc' %}{{ loop.index }}{{ loop.index0 }}{{ x }}"
                    + "{{ loop.previtem | default('^') }}{{ loop.nextitem | default('$') }}"
                    + "{% if loop.first %}F{% endif %}{% if loop.last %}L{% endif %}"
                    + "{{ loop.length }} {% endfor %}"))
        .isEqualTo("10a^bF3 21bac3 32cb$L3 ");
  }

  @Test
  void loopsCanBeFilteredAndLeft() {
    assertThat(render("{% for x in range(9) if x is even %}{{ x }}{{ loop.length }}{% endfor %}"))
        .isEqualTo("0525456585");
    assertThat(
            render(
                "{% for x in range(9) %}{% if x == 1 %}{% continue %}{% endif %}"
                    + "{% if x == 4 %}{% break %}{% endif %}{{ x }}{% endfor %}"))
        .isEqualTo("023");
    assertThat(render("{% for x in [] %}a{% else %}none{% endfor %}")).isEqualTo("none");
    assertThat(render("{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}{{ v }}{% endfor %}"))
        .isEqualTo("a1b2");
  }

  @Test
  void whatALoopSetsStaysInsideUnlessANamespaceCarriesIt() {
    assertThat(render("{% set x = 1 %}{% for i in [1] %}{% set x = 2 %}{% endfor %}{{ x }}"))
        .isEqualTo("1");
    assertThat(
            render(
                "{% set ns = namespace(x=1) %}{% for i in range(3) %}"
                    + "{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}"))
        .isEqualTo("4");
    assertThat(render("{% if true %}{% set y = 2 %}{% endif %}{{ y }}")).isEqualTo("2");
  }

  @Test
  void blocksCanBeSetAndFiltered() {
    assertThat(render("{% set x %}  a{{ 1 }} {% endset %}[{{ x }}]")).isEqualTo("[  a1 ]");
    assertThat(render("{% set x | trim | upper %}  a {% endset %}[{{ x }}]")).isEqualTo("[A]");
    assertThat(render("{% filter upper %}a{{ 'b' }}{% endfilter %}")).isEqualTo("AB");
    assertThat(render("{% set a, b = 1, 2 %}{{ b }}{{ a }}")).isEqualTo("21");
  }

  @Test
  void macrosHaveDefaultsAndNamedArguments() {
    assertThat(
            render("{% macro m(a, b='x') %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, b=2) }}"))
        .isEqualTo("1x12");
    assertThat(
            render("{% macro m() %}<{{ caller() }}>{% endmacro %}{% call m() %}body{% endcall %}"))
        .isEqualTo("<body>");
  }

  @Test
  void generationTagsMeanNothing() {
    assertThat(render("{% generation %}a{% endgeneration %}")).isEqualTo("a");
  }

  @Test
  void charactersOutsideTheBasicPlaneAreOne() {
    assertThat(render("{{ '😀a'[0] }}{{ '😀a' | length }}{{ '😀ab'[1:] }}")).isEqualTo("😀2ab");
  }

  @Test
  void undefinedValuesPrintNothingButHaveNothingInside() {
    assertThat(render("[{{ nothing }}{{ {}.nothing }}]")).isEqualTo("[]");
    assertThatThrownBy(() -> render("{{ nothing.inside }}"))
        .hasMessage("'nothing' is undefined (line 1, column 11)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "a\\n{{ 1 + }} # expected an expression, found '}}' (line 2, column 8)",
        "{% if x %} # expected 'endif', found the end of the template (line 1, column 11)",
        "{% frob %} # the tag 'frob' is unknown (line 1, column 4)",
        "{{ 'x # a string is never closed (line 1, column 4)",
        "{{ x # a tag is never closed with '}}' (line 1, column 3)",
        "{{ 1 | frob }} # the filter 'frob' is unknown (line 1, column 6)",
        "{{ 1 is frob }} # the test 'frob' is unknown (line 1, column 6)",
        "{{ 'a' + 1 }} # cannot calculate with a string and an integer (line 1, column 8)",
        "{{ x() }} # 'x' is undefined (line 1, column 5)",
        "{{ 1 // 0 }} # cannot calculate: / by zero (line 1, column 6)",
        "{{ [].append(1) }} # 'append' is undefined (line 1, column 13)",
      })
  void aMistakeIsToldWithItsPlace(String source, String message) {
    assertThatThrownBy(() -> render(source.replace("\\n", "\n")))
        .isInstanceOf(TemplateError.class)
        .hasMessage(message);
  }

  @Test
  void nothingLeadsOutOfTheTemplate() {
    assertThat(render("{{ ''.__class__ }}{{ [].__init__ }}{{ ''['getClass'] }}")).isEmpty();
    assertThatThrownBy(() -> render("{{ ''.__class__.__mro__ }}"))
        .hasMessageStartingWith("'__class__' is undefined");
  }

  @Test
  void aTemplateCanRefuse() {
    assertThatThrownBy(() -> render("{{ raise_exception('no tools') }}"))
        .isInstanceOfSatisfying(
            TemplateError.class,
            error -> {
              assertThat(error.blame()).isEqualTo(TemplateError.Cause.REFUSED);
              assertThat(error.problem()).isEqualTo("no tools");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %} # steps",
        "{% set n = namespace(s='xxxxxxxx') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %} # characters",
        "{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %} # steps",
        "{{ 'x' * 999999999999 }} # characters",
        "{{ range(99999999) }} # range",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }} # deeper",
        "{% set n = namespace(s=[]) %}{% for i in range(9999) %}{% set n.s = [n.s] %}{% endfor %}{{ n.s }} # deeper",
        "{% set n = namespace(s=[]) %}{% for i in range(9999) %}{% set n.s = [n.s] %}{% endfor %}{{ n.s | tojson }} # deeper",
        "{% set n = namespace(s=[], t=[]) %}{% for i in range(9999) %}{% set n.s = [n.s] %}{% set n.t = [n.t] %}{% endfor %}{{ n.s == n.t }} # deeper",
        "{% set n = namespace() %}{% set n.n = n %}{{ n == n and n is sameas n }}{{ n }}{{ n | tojson }} # cannot write a namespace",
        "{{ {} | tojson(indent=999999999) }} # indent",
        "{{ 'a\\nb' | indent(999999999) }} # indent",
      })
  void aHostileTemplateEndsInAnError(String source, String message) {
    assertThatThrownBy(() -> render(source))
        .isInstanceOf(TemplateError.class)
        .hasMessageContaining(message);
  }

  @Test
  void nestingInTheSourceIsBounded() {
    for (var source :
        List.of(
            "{{ " + "(".repeat(10_000) + ")".repeat(10_000) + " }}",
            "{{ " + "[".repeat(10_000) + "]".repeat(10_000) + " }}",
            "{{ " + "not ".repeat(10_000) + "x }}",
            "{{ " + "- ".repeat(10_000) + "1 }}",
            "{{ " + "x(".repeat(10_000) + ")".repeat(10_000) + " }}",
            "{{ " + "(1 if ".repeat(10_000) + "1" + ")".repeat(10_000) + "}}",
            "{{ " + "1 if 1 else ".repeat(10_000) + "1 }}",
            "{% if 1 %}".repeat(10_000),
            "{{ 1" + " + 1".repeat(10_000) + " }}",
            "{{ x" + "[0]".repeat(10_000) + " }}",
            "{{ x" + "|trim".repeat(10_000) + " }}")) {
      assertThatThrownBy(() -> render(source))
          .as(source.substring(0, 20))
          .isInstanceOf(TemplateError.class)
          .hasMessageContaining("deeper");
    }
  }

  @Test
  void textRemembersWhoWroteItWhateverIsDoneToIt() {
    Map<String, Value> variables = new LinkedHashMap<>();
    variables.put("x", Text.foreign("<a>,b"));
    Text text =
        Template.parse(
                "T{{ x.split(',')[0] | upper }}T{{ (x ~ 'T').replace('b', 'T') }}{{ [x] | tojson }}"
                    + "{{ x[0] + 'T' }}{{ {x: 1} }}")
            .render(variables, CLOCK);
    var shown = new StringBuilder();
    text.pieces()
        .forEach(piece -> shown.append(piece.trusted() ? piece.text() : "‹" + piece.text() + "›"));
    assertThat(shown).hasToString("T‹<A>›T‹<a>,›TT[\"‹<a>,b›\"]‹<›T{'‹<a>,b›': 1}");
  }

  private static String render(String source) {
    return Template.parse(source).render(Map.of(), CLOCK).plain();
  }
}
