package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.TokenLogprob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many requests at a real model of random weights.
final class ServingTest {
  private static final long PAGE_BYTES = 2L * (16 + 16) * 64 * Float.BYTES;

  @TempDir private Path folder;
  private Path file = Path.of("none");

  @BeforeEach
  void write() throws IOException {
    file = TinyModel.write(folder);
  }

  /// With shared beginnings, in memory that is too small for all, beside one another: to the bit what each is alone.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void answersAreTheSameToTheBitWhateverIsSharedAndWhateverElseRuns(long seed) throws IOException {
    var random = new Random(seed);
    var requests = new ArrayList<Request>();
    for (int at = 0; at < 25; at++) {
      requests.add(request(random));
    }
    var together = new ArrayList<Reply>();
    var tight = Settings.standard().withThreads(2).withCacheBytes((5 + seed) * PAGE_BYTES);
    try (var engine = Engine.load(file, tight)) {
      var readers = requests.stream().map(request -> start(engine, request)).toList();
      readers.forEach(reader -> together.add(reader.reply()));
      assertThat(together).anyMatch(reply -> reply.usage().cachedInput() > 0);
    }
    for (int at = 0; at < requests.size(); at++) {
      try (var engine = Engine.load(file, Settings.standard().withThreads(1))) {
        var alone = start(engine, requests.get(at)).reply();
        assertThat(together.get(at).choices()).as("request %d", at).isEqualTo(alone.choices());
        assertThat(alone.usage().cachedInput()).isZero();
      }
    }
  }

  private static Request request(Random random) {
    String text = "common beginning ".repeat(random.nextInt(8)) + random.nextInt(3);
    var detail =
        new Detail(
            random.nextBoolean() ? OptionalInt.of(2) : OptionalInt.empty(),
            random.nextBoolean(),
            random.nextInt(4) == 0);
    var bounds =
        new Bounds(OptionalInt.of(1 + random.nextInt(60)), List.of(), 1 + random.nextInt(3));
    var request = request(text, 1, random.nextLong()).withBounds(bounds).withDetail(detail);
    var form = new Constraint.Regex("the [a-f ]{5,30}(?:and so on|but)+");
    return random.nextInt(3) > 0 ? request : request.withConstraint(new Constraint("regex", form));
  }

  @Test
  void aPromptIsAsLikelyAsItWasWhenItWasGenerated() throws IOException {
    try (var engine = Engine.load(file, Settings.standard().withThreads(1))) {
      var detail = new Detail(OptionalInt.of(3), true, true);
      var request =
          request("Say something.", 1, 5).withBounds(Bounds.tokens(80)).withDetail(detail);
      var said = start(engine, request).reply().choices().getFirst();
      var prompt = said.prompt().orElseThrow();
      var whole = new ArrayList<>(prompt.tokens());
      whole.addAll(said.tokens());
      var scored =
          start(engine, scoring(request.withPrompt(new Prompt.Tokens(whole)), detail)).reply();
      var told = new ArrayList<>(prompt.logprobs());
      told.addAll(said.pieces().stream().flatMap(piece -> piece.logprobs().stream()).toList());
      assertThat(scored.choices().getFirst().prompt().orElseThrow().logprobs())
          .hasSize(whole.size() - 1)
          .startsWith(told.toArray(TokenLogprob[]::new));
    }
  }

  private static Request scoring(Request request, Detail detail) {
    return request.withBounds(Bounds.tokens(0)).withDetail(detail);
  }

  @Test
  void stopTokensThatDoNotExistAreRefused() throws IOException {
    try (var engine = Engine.load(file, Settings.standard().withThreads(1))) {
      var bounds = new Bounds(OptionalInt.of(1), 0, List.of(), List.of(3, 260), false, 1);
      assertThat(start(engine, request("x", 0, 1).withBounds(bounds)).failure())
          .isEqualTo(
              new Failure.BadRequest(
                  "stop_token_ids",
                  Failure.Problem.OUT_OF_RANGE,
                  "token 260 does not exist; the model's are 0 to 259"));
    }
  }

  @Test
  void choicesAreWhatTheyWouldBeOneAfterAnother() throws IOException {
    try (var few = Engine.load(file, Settings.standard().withThreads(1).withRunning(1));
        var many = Engine.load(file, Settings.standard().withThreads(1))) {
      var request = request("Say something.", 1, 5);
      var several = request.withBounds(new Bounds(OptionalInt.of(20), List.of(), 6));
      assertThat(start(many, several).reply().choices())
          .isEqualTo(start(few, several).reply().choices());
    }
  }

  private static Request request(String text, double temperature, long seed) {
    var unsaid = OptionalDouble.empty();
    return Request.of("m", List.of(Message.of(Role.USER, text)))
        .withSampling(
            new Sampling(
                OptionalDouble.of(temperature),
                unsaid,
                OptionalInt.empty(),
                unsaid,
                unsaid,
                unsaid,
                unsaid,
                OptionalLong.of(seed),
                Map.of()));
  }

  private static Reader start(Engine engine, Request request) {
    var reader = new Reader();
    engine.open(request, reader);
    return reader;
  }
}
