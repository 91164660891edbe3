package dev.millrace.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The classic faults of providers, on real sockets, in every protocol that providers speak, streamed
/// and not; alone, where the client must be told the truth, and with somebody sound behind, where it
/// must be answered.
///
/// What has gone wrong elsewhere (`pitfalls`, by its rows there) is held by these tests:
///
/// | row | test |
/// |---|---|
/// | 1 | `aStreamThatIsCutNeverEndsAsIfItWereWhole`, `aStreamThatStalls...`, `aPieceThatCannotBeRead...` |
/// | 2 | `whereAllFailTheClientIsToldSoBeforeAnythingElse` |
/// | 3, 4 | `aStreamWithoutAnEndMarkIsNotWhole` |
/// | 5 | `UpstreamTest` of Responses: `aStreamThatEndsInAFailedResponseIsNoAnswer`, `aWholeResponse...` |
/// | 6, 8, 9 | `CellsTest`, the cases `call`, `calls` and `reasoning` |
/// | 7 | `CellsTest`, the case `calls`; `CallsTest.callsSideBySideKeepTheirOwnArguments` |
/// | 10 | `ForgottenThoughtsTest.aModelThatDemandsItsThoughtsGetsThemBack` |
/// | 11 | `SignaturesTest.whatOneMakerSignedIsShownToNoOther`; `CellsTest`, the case `reasoning` |
/// | 12 | `AnswerTest.aStopStringInAThoughtStopsNothing` of the engine; `CheckedTest.thoughtsAreNotChecked` |
/// | 13 | `CatalogTest.cachedTokensArePricedApartAndNotTwice`; `CellsTest`, whose answers count by class |
/// | 14 | `ExchangesTest.aVendorsStreamIsUnderstood` of xAI |
/// | 15 | `ChatTest.whoLeavesIsChargedForWhatWasSaidAndTheUpstreamIsCancelled` , `whoIsKeptAliveInVain...` |
/// | 23 | `whoLeavesIsNotAnsweredAnyMore` |
/// | 24 | `aLargePromptComesThroughToEveryProvider` |
/// | 25 | `ReceiptTest.theCompactFormNamesWhatHappenedToEachField`; `ChatTest.anUnknownFieldIsRefusedByName...` |
final class FaultsTest {
  @TempDir private static Path data;
  private static House house;

  /// A wire, and whether the client asks for a stream.
  record Way(Wire wire, boolean stream) {}

  static Stream<Way> ways() {
    return Arrays.stream(Wire.values())
        .flatMap(wire -> Stream.of(new Way(wire, false), new Way(wire, true)));
  }

  @BeforeAll
  static void open() {
    house = House.open(data);
  }

  @AfterAll
  static void close() throws IOException {
    house.close();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aProviderThatRefusesConnectionsIsUnavailable(Way way) {
    var told = alone(way, Trouble.REFUSED);
    assertThat(told.status()).isEqualTo(503);
    assertThat(told.body()).contains(way.wire + "-closed").doesNotContain("127.0.0.1", "Connect");
    rescued(way, Trouble.REFUSED);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aConnectionThatIsResetIsNoAnswer(Way way) {
    assertThat(alone(way, Trouble.RESET).status()).isIn(502, 503);
    rescued(way, Trouble.RESET);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aProviderThatSaysNothingIsNotWaitedForLongerThanAgreed(Way way) {
    assertThat(alone(way, Trouble.SILENT).status()).isEqualTo(504);
    rescued(way, Trouble.SILENT);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aSlowFirstByteWithinThePatienceIsNoFault(Way way) {
    sound(alone(way, Trouble.SLOW), 3);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aStreamThatStallsNeverEndsAsIfItWereWhole(Way way) {
    truthful(alone(way, Trouble.STALLED), 4);
    mended(way, Trouble.STALLED);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aStreamThatIsCutNeverEndsAsIfItWereWhole(Way way) {
    truthful(alone(way, Trouble.CUT), 4);
    mended(way, Trouble.CUT);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aPieceThatCannotBeReadEndsTheStreamTruthfully(Way way) {
    truthful(alone(way, Trouble.MALFORMED), 4);
    mended(way, Trouble.MALFORMED);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aStreamWithoutAnEndMarkIsNotWhole(Way way) {
    truthful(alone(way, Trouble.ENDLESS), 8);
    mended(way, Trouble.ENDLESS);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anErrorInMidStreamIsAnErrorForTheClient(Way way) {
    truthful(alone(way, Trouble.FAILING), 4);
    mended(way, Trouble.FAILING);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aBusyProviderIsToldAsBusy(Way way) {
    assertThat(alone(way, Trouble.BUSY).status()).isIn(429, 503);
    rescued(way, Trouble.BUSY);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void howLongABusyProviderWantsToBeLeftAloneIsPassedOn(Way way) {
    var told = alone(way, Trouble.BUSY_FOR_A_WHILE);
    assertThat(told.status()).isEqualTo(429);
    assertThat(told.response().headers().firstValue("retry-after")).contains("7");
    rescued(way, Trouble.BUSY_FOR_A_WHILE);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aProviderThatBreaksIsNotOurFaultNorTheClients(Way way) {
    assertThat(alone(way, Trouble.BROKEN).status()).isEqualTo(502);
    rescued(way, Trouble.BROKEN);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anOverloadedProviderIsWorthAnotherTry(Way way) {
    assertThat(alone(way, Trouble.OVERLOADED).status()).isIn(429, 503);
    rescued(way, Trouble.OVERLOADED);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aFilteredAnswerIsToldAsFilteredAndAskedOfNobodyElse(Way way) {
    for (var told : List.of(alone(way, Trouble.FILTERED), behind(way, Trouble.FILTERED))) {
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.reason()).isEqualTo("content_filter");
      assertThat(told.words()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aPromptThatIsTooLongIsTheClientsToMend(Way way) {
    var told = alone(way, Trouble.TOO_LONG);
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.body()).contains("context_length_exceeded");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aPromptThatIsTooLongGoesToALargerWindow(Way way) {
    rescued(way, Trouble.TOO_LONG);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aPageForPeopleIsNoAnswer(Way way) {
    assertThat(alone(way, Trouble.A_PAGE).status()).isEqualTo(502);
    rescued(way, Trouble.A_PAGE);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whoFailsEverySecondTimeIsHelpedOutEveryTime(Way way) {
    for (int time = 0; time < 4; time++) {
      rescued(way, Trouble.FLAPPING);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aPackedAnswerIsReadOrRefusedButNeverGarbled(Way way) {
    var told = alone(way, Trouble.PACKED);
    if (told.looksWhole()) {
      sound(told, 3);
    } else {
      assertThat(told.failed()).isTrue();
      assertThat(told.words()).isZero();
    }
    rescued(way, Trouble.PACKED);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aHugeEventComesThroughWhole(Way way) {
    var told = alone(way, Trouble.HUGE);
    sound(told, 3);
    assertThat(told.body()).contains("w".repeat(1_000_000));
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whereAllFailTheClientIsToldSoBeforeAnythingElse(Way way) {
    String body =
        """
        {"model": "%s", "stream": %b, "max_tokens": 9, "messages": [{"role": "user", "content": "hi"}]}
        """
            .formatted(Models.alone(way.wire, Trouble.BROKEN, way.stream), way.stream);
    var response = house.post("/v1/messages", body);
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.body()).contains("\"type\":\"error\"").doesNotContain("message_start");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aLargePromptComesThroughToEveryProvider(Way way) {
    String body =
        """
        {"model": "%s", "stream": %b, "messages": [{"role": "user", "content": "%s"}]}
        """
            .formatted(
                Models.alone(way.wire, Trouble.SLOW, way.stream),
                way.stream,
                "water ".repeat(500_000));
    sound(new Told(house.post("/v1/chat/completions", body), way.stream), 3);
  }

  @ParameterizedTest
  @EnumSource
  void whoLeavesIsNotAnsweredAnyMore(Wire wire) throws IOException {
    String body =
        """
        {"model": "%s", "stream": true, "messages": [{"role": "user", "content": "hi"}]}
        """
            .formatted(Models.alone(wire, Trouble.LONG, true));
    var request =
        house
            .request("/v1/chat/completions")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int before = house.gone();
    try (var answer = house.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()) {
      assertThat(answer.read()).isPositive();
    }
    assertThatCode(() -> house.awaitGone(before + 1)).doesNotThrowAnyException();
  }

  @Test
  void anAnswerOfTheWrongFormNeverReachesAClient() {
    for (boolean stream : new boolean[] {false, true}) {
      String body =
          """
          {"model": "%s", "stream": %b, "regex": "%s",
           "messages": [{"role": "user", "content": "hi"}]}
          """;
      String model = Models.alone(Wire.ANTHROPIC, Trouble.SLOW, stream);
      var right = house.post("/v1/chat/completions", body.formatted(model, stream, "( water)+"));
      sound(new Told(right, stream), 3);
      assertThat(right.headers().firstValue("x-millrace-receipt")).contains("emulated=regex");
      var wrong = house.post("/v1/chat/completions", body.formatted(model, stream, "( fire)+"));
      assertThat(wrong.body()).contains("does not obey `regex`").doesNotContain("water\"");
    }
  }

  private static Told alone(Way way, Trouble trouble) {
    return house.ask(Models.alone(way.wire, trouble, way.stream), way.stream);
  }

  private static Told behind(Way way, Trouble trouble) {
    return house.ask(Models.rescued(way.wire, trouble, way.stream), way.stream);
  }

  private static void rescued(Way way, Trouble trouble) {
    var told = behind(way, trouble);
    assertThat(told.looksWhole()).as(told.body()).isTrue();
    assertThat(told.reason()).isEqualTo("stop");
    assertThat(told.words()).isIn(3, 5);
  }

  /// Somebody else goes on, or the answer ends truthfully; a client that waits for a whole answer gets
  /// one.
  private static void mended(Way way, Trouble trouble) {
    var told = behind(way, trouble);
    assertThat(told.looksWhole() || (way.stream && told.failed())).as(told.body()).isTrue();
  }

  private static void sound(Told told, int words) {
    assertThat(told.looksWhole()).as(excerpt(told)).isTrue();
    assertThat(told.reason()).isEqualTo("stop");
    assertThat(told.words()).isEqualTo(words);
  }

  private static String excerpt(Told told) {
    return told.status() + told.body().substring(0, Math.min(500, told.body().length()));
  }

  private static void truthful(Told told, int most) {
    assertThat(told.failed()).as(excerpt(told)).isTrue();
    assertThat(told.looksWhole()).isFalse();
    assertThat(told.words()).isLessThanOrEqualTo(told.stream() ? most : 0);
    assertThat(told.status()).isIn(200, 500, 502, 503, 504);
  }
}
