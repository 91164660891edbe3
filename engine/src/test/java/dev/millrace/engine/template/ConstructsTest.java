package dev.millrace.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What real templates use beyond the plain; expected values are those of Python's Jinja.
final class ConstructsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-02T03:04:05Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{'a': 'ü😀'} | tojson(ensure_ascii=true) # {\"a\": \"\\u00fc\\ud83d\\ude00\"}",
        "{'a': [1, 2]} | tojson(separators=(',', ':')) # {\"a\":[1,2]}",
        "{'b': 1, 'a': 2} | tojson(sort_keys=true) # {\"a\": 2, \"b\": 1}",
        "['a', 'A', 'b'] | unique | list # ['a', 'b']",
        "[{'t': 1}, {'t': 1}] | unique(attribute='t') | list | length # 1",
        "[{'t': 2}, {'t': 1}, {'t': 2}] | groupby('t') | map('first') | list # [1, 2]",
        "[1, 2, 3] | batch(2, 0) | list # [[1, 2], [3, 0]]",
        "[1, 2, 3, 4, 5] | slice(2) | list # [[1, 2, 3], [4, 5]]",
        "'a b c' | wordcount # 3",
        "'hello world foo' | truncate(9) # hello...",
        "'x' | center(5) | replace(' ', '.') # ..x..",
        "'%s is %d %.2f %05d %x %%' | format('a', 3, 1.5, 42, 255) # a is 3 1.50 00042 ff %",
        "'%(a)s' | format(a=1) # 1",
        "'%s and %s' % ('a', 1) # a and 1",
        "'{0}{1}{0} {x:>3}|{y:.1f} {{}}'.format('a', 'b', x=1, y=2.25) # aba   1|2.2 {}",
        "[1, 2] | sum(start=10) # 13",
        "[] | max is defined # False",
        "'3.7' | int ~ ('x' | int(5)) ~ ('ff' | int(base=16)) # 35255",
        "3.14159 | round(2, 'floor') ~ ' ' ~ (2 | round) # 3.14 2",
        "'abc'.startswith('b', 1) and 'abc'.endswith('b', 0, 2) # True",
        "'abcabc'.find('c', 3) ~ 'abcabc'.find('c', 0, 2) # 5-1",
        "'a=b=c'.partition('=')[2] ~ 'a=b=c'.rpartition('=')[0] # b=ca=b",
        "'a b c'.rsplit(none, 1) # ['a b', 'c']",
        "'aB'.swapcase() ~ 'AB'.casefold() ~ '7'.zfill(3) ~ 'a'.ljust(3, '.') # Abab007a..",
        "'abc'.replace('', '-') # -a-b-c-",
        "'a\\r\\nb'.splitlines() # ['a', 'b']",
        "dict([('a', 1)]).copy() # {'a': 1}",
        "[1, 2, 1].count(1) ~ [1, 2].index(2) ~ 2 * [1] # 21[1, 1]",
        "[1, 2] < [1, 3] # True",
        "['\\x01'] # ['\\x01']",
      })
  void anExpressionGivesWhatPythonWouldGive(String expression, String expected) {
    assertThat(render("{{ " + expression + " }}")).isEqualTo(expected);
  }

  @Test
  void namesOfAWithEndWithIt() {
    assertThat(render("{% with a = 1, b = 2 %}{{ a + b }}{% endwith %}{{ a is defined }}"))
        .isEqualTo("3False");
  }

  @Test
  void aLoopTellsWhetherAValueChanged() {
    assertThat(render("{% for i in [1, 1, 2, 2] %}{{ loop.changed(i) }} {% endfor %}"))
        .isEqualTo("True False True False ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '`',
      value = {
        "{% set a = 'a' * 400000 %}{{ (a ~ 'b') in (a ~ a) }} # steps",
        "{% set a = 'a' * 400000 %}{{ (a ~ a).find(a ~ 'b') }} # steps",
        "{% set a = 'a' * 400000 %}{{ (a ~ a).replace(a ~ 'b', '') }} # steps",
        "{% set a = 'a' * 400000 %}{{ (a ~ a).partition(a ~ 'b') }} # steps",
        "{% set a = 'é' * 4000000 %}{% for i in range(99999) %}{{ a[i] }}{% endfor %} # steps",
        "{% set a = 'a' * 9000000 %}{% set b = 'a' * 9000000 %}{% for i in range(99999) %}{{ a == b }}{% endfor %} # steps",
        "{{ [1] | batch(999999999, 0) }} # steps",
        "{{ [1] | slice(999999999, 0) }} # steps",
        "{{ 'a' | center(999999999) }} # width",
        "{{ '%999s' % 'a' * 999999999 }} # characters",
        "{{ '%9999s' | format('a') }} # width",
        "{{ '{:9999}'.format('a') }} # width",
        "{{ [0] * 999999999 }} # steps",
        "{{ dict([1]) }} # pairs",
      })
  void aHostileTemplateEndsInAnError(String source, String message) {
    assertThatThrownBy(() -> render(source))
        .isInstanceOf(TemplateError.class)
        .hasMessageContaining(message);
  }

  private static String render(String source) {
    return Template.parse(source).render(Map.of(), CLOCK, Budget.Limits.FOREIGN).plain();
  }
}
