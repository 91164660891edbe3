package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Lexicon;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokensTest {
  private final FakeClient client = new FakeClient();
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'prompt':'hi'                                        | 0,104,105",
        "'prompt':'hi','add_special_tokens':true              | 0,104,105",
        "'prompt':'hi','add_special_tokens':false             | 104,105",
        "'prompt':'','add_special_tokens':false               | ``",
        "'prompt':'<s>hi','add_special_tokens':false          | 0,104,105",
        "'messages':[{'role':'user','content':'hi'}]          | 0,1,104,105",
        "'messages':[{'role':'user','content':'hi'}],'add_special_tokens':false | 0,1,104,105"
      })
  void theTokenThatBeginsEveryTextIsThereUnlessItIsUnwanted(String fields, String tokens) {
    tokenize(fields, Optional.of(new Letters()));
    assertThat(client.body()).contains("\"tokens\":[" + tokens + "]");
  }

  @Test
  void theAnswerCountsAndTellsTheWindow() {
    tokenize("'model':'TINY','prompt':'hi','return_token_strs':true", Optional.of(new Letters()));
    assertThat(client.body())
        .isEqualTo(
            "{\"count\":3,\"max_model_len\":100,\"tokens\":[0,104,105],"
                + "\"token_strs\":[\"<s>\",\"h\",\"i\"]}");
  }

  @Test
  void whatALenientClientSendsInVainIsReported() {
    var endpoint = endpoint(Optional.of(new Letters()));
    String body = "{\"prompt\":\"hi\",\"top_a\":1}";
    var lenient = Map.of("x-millrace-params", "lenient");
    endpoint.tokenize(Premises.arrival("/tokenize", body, lenient), client);
    client.manualLoop().turn();
    assertThat(client.header("x-millrace-receipt")).isEqualTo("dropped=top_a");
  }

  @Test
  void theAnswerWaitsForTheLoop() {
    client.manualLoop().leave();
    serve("'prompt':'hi'", Optional.of(new Letters()));
    assertThat(client.status()).isZero();
    client.manualLoop().turn();
    assertThat(client.status()).isEqualTo(200);
  }

  @Test
  void aModelWhoseTokensNobodyKnowsIsRefusedByName() {
    tokenize("'prompt':'hi'", Optional.empty());
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body())
        .contains("\"param\":\"model\"", "unsupported_parameter", "tiny", "acme");
  }

  private void tokenize(String fields, Optional<Lexicon> lexicon) {
    serve(fields, lexicon);
    client.manualLoop().turn();
  }

  private void serve(String fields, Optional<Lexicon> lexicon) {
    String body = "{" + fields.replace('\'', '"') + "}";
    endpoint(lexicon).tokenize(Premises.arrival("/tokenize", body, Map.of()), client);
  }

  private Tokens endpoint(Optional<Lexicon> lexicon) {
    Upstream nobody =
        (_, _) -> {
          throw new IllegalStateException("nobody asks for an answer");
        };
    var patience = Duration.ofMinutes(1);
    var target =
        new Target("acme", nobody, patience, patience, Means.chat(), Optional.empty(), lexicon);
    var rooms = new Premises(folder, target).rooms();
    return new Tokens(new Standard(Premises.CLOCK), rooms, new Aside(Runnable::run));
  }

  /// Every character is its own token; 0 begins every text, 1 every message.
  private static final class Letters implements Lexicon {
    @Override
    public List<Integer> tokens(Request request) {
      return switch (request.prompt()) {
        case Prompt.Text(var text) -> begun(text.startsWith("<s>") ? text.substring(3) : text);
        case Prompt.Conversation(var messages, _) -> begun("\u0001" + messages.getFirst().text());
        case Prompt.Tokens(var ids) -> ids;
      };
    }

    private static List<Integer> begun(String text) {
      var tokens = new ArrayList<Integer>(List.of(0));
      text.chars().forEach(tokens::add);
      return tokens;
    }

    @Override
    public String text(List<Integer> tokens) {
      return String.join("", names(tokens));
    }

    @Override
    public List<String> names(List<Integer> tokens) {
      return tokens.stream()
          .flatMap(token -> Stream.of(token == 0 ? "<s>" : Character.toString(token)))
          .toList();
    }

    @Override
    public int window() {
      return 100;
    }
  }
}
