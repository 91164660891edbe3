package dev.millrace.gateway.dialect.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Reasoning.Mode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The table of docs/guides/reasoning.md, row by row.
final class ReasoningTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'thinking':true | on | | | ",
        "'thinking':false | off | | | ",
        "'thinking':{'type':'enabled'} | on | | | ",
        "'thinking':{'type':'adaptive'} | on | | | ",
        "'thinking':{'type':'disabled'} | off | | | ",
        "'thinking':{'type':'enabled','budget_tokens':2048} | on | | 2048 | ",
        "'thinking':{'type':'enabled','keep':'all'} | on | | | kept",
        "'thinking':{'type':'disabled','keep':'all'} | off | | | kept",
        "'thinking':{'type':'enabled','clear_thinking':false} | on | | | kept",
        "'thinking':{'type':'enabled','clear_thinking':true} | on | | | ",
        "'reasoning_effort':'none' | off | | | ",
        "'reasoning_effort':'minimal' | on | minimal | | ",
        "'reasoning_effort':'low' | on | low | | ",
        "'reasoning_effort':'medium' | on | medium | | ",
        "'reasoning_effort':'high' | on | high | | ",
        "'reasoning_effort':'xhigh' | on | xhigh | | ",
        "'reasoning_effort':'max' | on | max | | ",
        "'reasoning':{'enabled':true} | on | | | ",
        "'reasoning':{'enabled':false} | off | | | ",
        "'reasoning':{'effort':'high','max_tokens':99} | on | high | 99 | ",
        "'reasoning':{} | unsaid | | | ",
        "'enable_thinking':true | on | | | ",
        "'enable_thinking':false | off | | | ",
        "'enable_thinking':true,'thinking_budget':50 | on | | 50 | ",
        "'thinking_budget':50 | on | | 50 | ",
        "'thinking_budget':0 | off | | | ",
        "'thinking_token_budget':7 | on | | 7 | ",
        "'thinking_token_budget':-1 | unsaid | | | ",
        "'chat_template_kwargs':{'enable_thinking':true} | on | | | ",
        "'chat_template_kwargs':{'thinking':false} | off | | | ",
        "'chat_template_kwargs':{'thinking':'deep'} | unsaid | | | ",
        "'preserve_thinking':true | unsaid | | | kept",
        "'thinking':{'type':'enabled'},'preserve_thinking':true | on | | | kept",
        "'thinking':{'type':'enabled'},'reasoning_effort':'low','enable_thinking':true | on | low | |"
      })
  void everySpellingIsUnderstood(
      String fields, String mode, String effort, String budget, String kept) {
    assertThat(read(fields).request().reasoning())
        .isEqualTo(
            new Reasoning(
                Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
                Optional.ofNullable(effort)
                    .map(word -> Effort.valueOf(word.toUpperCase(Locale.ROOT))),
                Optional.ofNullable(budget)
                    .map(tokens -> OptionalInt.of(Integer.parseInt(tokens)))
                    .orElse(OptionalInt.empty()),
                kept != null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'n':1 | APART",
        "'include_reasoning':true | APART",
        "'include_reasoning':false | HIDDEN",
        "'reasoning':{'exclude':true} | HIDDEN",
        "'separate_reasoning':true | APART",
        "'separate_reasoning':false | INLINE",
        "'separate_reasoning':false,'include_reasoning':false | HIDDEN"
      })
  void thoughtsAreToldAsAsked(String fields, Manner.Thoughts told) {
    assertThat(read(fields).manner().thoughts()).isEqualTo(told);
  }

  private static Asked read(String fields) {
    String body = "{'model':'m','messages':[{'role':'user','content':'hi'}]," + fields + "}";
    return Requests.read(JsonReader.readObject(body.replace('\'', '"')), Readings.STRICT);
  }
}
