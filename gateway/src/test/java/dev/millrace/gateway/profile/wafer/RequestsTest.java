package dev.millrace.gateway.profile.wafer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'prompt':'text'}                                               | prompt",
        "{'prompt':['a','b']}                                            | prompt",
        "{'max_tokens':0}                                                | max_tokens",
        "{'max_tokens':-1}                                               | max_tokens",
        "{'tools':[{'function':{'parameters':{}}}]}                      | tools[0].function.parameters",
        "{'tools':[{'function':{'parameters':{'type':'object'}}}]}       | tools[0].function.parameters",
        "{'tools':[{'function':{'parameters':{'properties':{}}}}]}       | tools[0].function.parameters",
        "{'tools':[{'function':{'parameters':7}}]}                       | tools[0].function.parameters",
        "{'tools':[{},{'input_schema':{'type':'array'}}]}                | tools[1].input_schema",
        "{'tools':[{'parameters':{'type':'object','properties':[]}}]}    | tools[0].parameters",
      })
  void whatWaferDoesNotTakeIsNamed(String body, String field) {
    var refused = catchThrowableOfType(Refused.class, () -> check(body));
    assertThat(refused.failure()).isInstanceOf(Failure.BadRequest.class);
    assertThat(((Failure.BadRequest) refused.failure()).field()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'prompt':[9703]}",
        "{'prompt':[[1],[2,3]]}",
        "{'max_tokens':1}",
        "{'max_tokens':null}",
        "{'max_tokens':'many'}",
        "{'tools':null}",
        "{'tools':7}",
        "{'tools':[7,{'function':{'name':'f'}}]}",
        "{'tools':[{'function':{'parameters':null}}]}",
        "{'tools':[{'function':{'parameters':{'type':'object','properties':{}}}}]}",
        "{'tools':[{'input_schema':{'type':'object'}},{'parameters':{'type':'object'}}]}",
      })
  void theRestIsForOthersToJudge(String body) {
    assertThatCode(() -> check(body)).doesNotThrowAnyException();
  }

  private static void check(String body) {
    Requests.check(JsonReader.readObject(body.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'stream_options':{'include_usage':false}}          | {'stream_options':{}}",
        "{'stream_options':{'continuous_usage_stats':false}} | {'stream_options':{}}",
        "{'stream_options':{'include_usage':7}}              | {'stream_options':{'include_usage':7}}",
        "{'stream_options':{'x':true}}                       | {'stream_options':{'x':true}}",
        "{'stream_options':7,'n':1}                          | {'stream_options':7,'n':1}",
        "{'stream_options':null}                             | {'stream_options':null}",
      })
  void nobodyCanTurnOffUsage(String body, String left) {
    var metered = Requests.metered(JsonReader.readObject(body.replace('\'', '"')));
    assertThat(JsonWriter.text(metered)).isEqualTo(left.replace('\'', '"'));
  }
}
