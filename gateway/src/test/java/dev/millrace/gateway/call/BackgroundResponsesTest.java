package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Responses that are given without a client that waits for them.
final class BackgroundResponsesTest {
  @TempDir private Path folder;
  private ResponsesHouse house;

  @BeforeEach
  void open() {
    house = new ResponsesHouse(folder);
  }

  @Test
  void inBackgroundTheClientIsAnsweredAtOnceAndTheRestGoesOnWithoutIt() {
    var client = house.create(",\"background\":true");
    assertThat(client.body()).contains("\"status\":\"queued\"", "\"background\":true");
    assertThat(client.ended()).isTrue();
    client.go();
    house.upstream().begin("Os");
    assertThat(house.get(ResponsesHouse.id(client), Map.of()).body())
        .contains("\"status\":\"in_progress\"");
    house.upstream().end("lo.", new Stop.Length());
    assertThat(house.get(ResponsesHouse.id(client), Map.of()).body())
        .contains("\"status\":\"incomplete\"", "\"reason\":\"max_output_tokens\"");
    assertThat(house.premises().settled().outcome()).isEqualTo(Outcome.LENGTH);
  }

  @Test
  void inBackgroundAFailureIsWrittenDown() {
    var client = house.create(",\"background\":true");
    house.upstream().sink().failed(new Failure.Unavailable("the model is away"));
    assertThat(house.get(ResponsesHouse.id(client), Map.of()).body())
        .contains("\"status\":\"failed\"", "\"code\":\"server_is_overloaded\"");
  }

  @Test
  void whatRunsInBackgroundCanBeCancelledAndStaysSo() {
    var client = house.create(",\"background\":true");
    house.upstream().begin("Os");
    var cancelled = house.serve("POST", ResponsesHouse.id(client) + "/cancel");
    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.body()).contains("\"status\":\"cancelled\"", "\"text\":\"Os\"");
    assertThat(house.upstream().cancelled()).isTrue();
    assertThat(house.premises().settled().outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(house.serve("POST", ResponsesHouse.id(client) + "/cancel").body())
        .isEqualTo(cancelled.body());
  }

  @Test
  void whatDoesNotRunInBackgroundCannotBeCancelled() {
    var client = house.create("");
    house.upstream().say("Oslo.");
    var cancelled = house.serve("POST", ResponsesHouse.id(client) + "/cancel");
    assertThat(cancelled.status()).isEqualTo(400);
    assertThat(cancelled.body()).contains("background: was not true");
  }

  @Test
  void aStreamInBackgroundGoesOnFromWhereItsReaderWasLost() {
    var client = house.create(",\"background\":true,\"stream\":true");
    assertThat(client.body())
        .startsWith("event: response.created\n")
        .contains("event: response.queued\n", "\"status\":\"queued\"");
    house.upstream().begin("Os");
    client.manualLoop().turn();
    assertThat(client.body()).contains("\"delta\":\"Os\"");
    String lost = client.body();
    client.go();
    house.upstream().end("lo.", new Stop.Ended());
    int seen = (int) lost.lines().filter(line -> line.startsWith("data:")).count() - 1;
    var again =
        house.get(
            ResponsesHouse.id(client),
            Map.of("stream", "true", "starting_after", Integer.toString(seen)));
    assertThat(lost + again.body())
        .isEqualTo(house.get(ResponsesHouse.id(client), Map.of("stream", "true")).body());
    assertThat(again.body()).contains("\"delta\":\"lo.\"", "event: response.completed\n");
    assertThat(again.ended()).isTrue();
  }

  @Test
  void aReaderOfAStreamInBackgroundThatFallsBehindIsWaitedFor() {
    var client = house.create(",\"background\":true,\"stream\":true");
    client.fallBehind();
    house.upstream().begin("Os");
    client.manualLoop().turn();
    assertThat(client.body()).doesNotContain("Os");
    client.catchUp();
    assertThat(client.body()).contains("\"delta\":\"Os\"");
  }

  @Test
  void aReaderOfASilentStreamInBackgroundIsKeptAlive() {
    var client = house.create(",\"background\":true,\"stream\":true");
    client.manualLoop().pass(Duration.ofSeconds(21));
    assertThat(client.body().split(": keep-alive\n", -1)).hasSize(3);
    house.upstream().say("Oslo.");
    client.manualLoop().turn();
    assertThat(client.ended()).isTrue();
    assertThat(client.manualLoop().timers()).isZero();
  }

  @Test
  void whatIsForgottenWhileItRunsIsCancelled() {
    var client = house.create(",\"background\":true");
    house.upstream().begin("Os");
    house.serve("DELETE", ResponsesHouse.id(client));
    client.manualLoop().turn();
    assertThat(house.upstream().cancelled()).isTrue();
    assertThat(house.get(ResponsesHouse.id(client), Map.of()).status()).isEqualTo(404);
  }
}
