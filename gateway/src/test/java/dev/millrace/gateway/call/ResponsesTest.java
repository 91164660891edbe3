package dev.millrace.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Role;
import dev.millrace.llm.Stop;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResponsesTest {
  @TempDir private Path folder;
  private ResponsesHouse house;

  @BeforeEach
  void open() {
    house = new ResponsesHouse(folder);
  }

  @Test
  void aResponseIsShownAsItWasGiven() {
    var client = house.create("");
    house.upstream().say("Oslo.");
    var shown = house.get(ResponsesHouse.id(client), Map.of());
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.body()).isEqualTo(client.body()).contains("\"status\":\"completed\"");
  }

  @Test
  void aResponseThatIsStreamedCanBeShownMeanwhileAndAfterwards() {
    var client = house.create(",\"stream\":true");
    house.upstream().begin("Os");
    assertThat(house.get(ResponsesHouse.id(client), Map.of()).body())
        .contains("\"status\":\"in_progress\"", "\"text\":\"Os\"", "\"usage\":null");
    house.upstream().end("lo.", new Stop.Ended());
    assertThat(house.get(ResponsesHouse.id(client), Map.of()).body())
        .contains("\"status\":\"completed\"", "\"text\":\"Oslo.\"", "\"total_tokens\":9");
  }

  @Test
  void whatIsNotToBeStoredIsNotThere() {
    var client = house.create(",\"store\":false");
    house.upstream().say("Oslo.");
    assertThat(client.body()).contains("\"store\":false");
    var shown = house.get(ResponsesHouse.id(client), Map.of());
    assertThat(shown.status()).isEqualTo(404);
    assertThat(shown.body())
        .contains("there is no response " + ResponsesHouse.id(client), "\"not_found\"");
  }

  @Test
  void whoDemandsThatNothingIsKeptGetsNothingKept() {
    var headers = Map.of("x-millrace-zdr", "required");
    String body = ResponsesHouse.body(",\"background\":true");
    var client = house.ask(new ResponsesHouse.Asking("POST", "", Map.of(), headers, body));
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.body()).contains("background: needs an answer that is stored");
    assertThat(house.archive().all(house.premises().account())).isEmpty();
  }

  @Test
  void aNextResponseFollowsOnTheOneBefore() {
    var first = house.create(",\"instructions\":\"Be brief.\"");
    house.upstream().say("Oslo.");
    house.create(",\"previous_response_id\":\"" + ResponsesHouse.id(first) + "\"");
    assertThat(house.upstream().asked().getLast().messages())
        .containsExactly(
            Message.of(Role.USER, "hi"),
            Message.of(Role.ASSISTANT, "Oslo."),
            Message.of(Role.USER, "hi"));
  }

  @Test
  void anItemMayBeNamedInsteadOfSent() {
    var first = house.create("");
    house.upstream().say("Oslo.");
    String item = ResponsesHouse.id(first).replace("resp", "msg") + "_0";
    house.post(
        "{\"model\":\"tiny\",\"input\":[{\"type\":\"item_reference\",\"id\":\""
            + item
            + "\"},{\"role\":\"user\",\"content\":\"why?\"}]}");
    assertThat(house.upstream().asked().getLast().messages())
        .containsExactly(Message.of(Role.ASSISTANT, "Oslo."), Message.of(Role.USER, "why?"));
    var unknown =
        house.post("{\"model\":\"tiny\",\"input\":[{\"type\":\"item_reference\",\"id\":\"x\"}]}");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body()).contains("there is no item x");
  }

  @Test
  void nothingFollowsOnWhatIsNotThereOrHasNotEnded() {
    var unknown = house.create(",\"previous_response_id\":\"resp_x\"");
    assertThat(unknown.status()).isEqualTo(404);
    var waiting = house.create(",\"background\":true");
    var early = house.create(",\"previous_response_id\":\"" + ResponsesHouse.id(waiting) + "\"");
    assertThat(early.status()).isEqualTo(400);
    assertThat(early.body()).contains("previous_response_id: names a response that has not ended");
  }

  @Test
  void anybodyMayFollowAStreamThatIsBeingGiven() {
    var client = house.create(",\"stream\":true");
    house.upstream().begin("Os");
    var other = house.get(ResponsesHouse.id(client), Map.of("stream", "true"));
    assertThat(other.body()).isEqualTo(client.body());
    house.upstream().end("lo.", new Stop.Ended());
    other.manualLoop().turn();
    assertThat(other.body()).isEqualTo(client.body());
    assertThat(other.ended()).isTrue();
  }

  @Test
  void aResponseThatIsForgottenIsGone() {
    var client = house.create("");
    house.upstream().say("Oslo.");
    var gone = house.serve("DELETE", ResponsesHouse.id(client));
    assertThat(gone.body())
        .isEqualTo(
            "{\"id\":\""
                + ResponsesHouse.id(client)
                + "\",\"object\":\"response\",\"deleted\":true}");
    assertThat(house.get(ResponsesHouse.id(client), Map.of()).status()).isEqualTo(404);
    assertThat(house.serve("DELETE", ResponsesHouse.id(client)).status()).isEqualTo(404);
  }

  @Test
  void theItemsThatAResponseWasGivenAreListedTheLatestFirst() {
    var first = house.create("");
    house.upstream().say("Oslo.");
    var second = house.create(",\"previous_response_id\":\"" + ResponsesHouse.id(first) + "\"");
    house.upstream().say("Yes.");
    var page = house.serve("GET", ResponsesHouse.id(second) + "/input_items", Map.of("limit", "2"));
    assertThat(page.body())
        .contains("\"object\":\"list\"", "\"has_more\":true", "\"text\":\"Oslo.\"")
        .contains("\"type\":\"input_text\",\"text\":\"hi\"");
    String last = text(JsonReader.readObject(page.body()).get("last_id"));
    var rest =
        house.serve("GET", ResponsesHouse.id(second) + "/input_items", Map.of("after", last));
    assertThat(rest.body())
        .contains("\"has_more\":false")
        .contains("\"id\":\"" + ResponsesHouse.id(first).replace("resp", "msg") + "_in0\"");
    var ascending =
        house.serve("GET", ResponsesHouse.id(second) + "/input_items", Map.of("order", "asc"));
    assertThat(ascending.body())
        .contains("\"first_id\":\"" + ResponsesHouse.id(first).replace("resp", "msg"));
    for (var wrong : List.of(Map.of("limit", "0"), Map.of("order", "up"), Map.of("after", "x"))) {
      assertThat(house.serve("GET", ResponsesHouse.id(second) + "/input_items", wrong).status())
          .isEqualTo(400);
    }
  }

  @Test
  void whatFailsBeforeItsNameIsKnownIsNotKept() {
    var client = house.create("");
    house.upstream().sink().on(new Event.Opened("x", "y"));
    house.upstream().sink().failed(new Failure.Unavailable("away"));
    assertThat(client.status()).isEqualTo(503);
    assertThat(house.archive().all(house.premises().account())).isEmpty();
  }

  @Test
  void whoLeavesAStreamFindsItCancelled() {
    var client = house.create(",\"stream\":true");
    house.upstream().begin("Os");
    client.go();
    assertThat(house.get(ResponsesHouse.id(client), Map.of()).body())
        .contains("\"status\":\"cancelled\"");
  }

  @Test
  void anotherAccountSeesNothing() {
    var client = house.create("");
    house.upstream().say("Oslo.");
    assertThat(house.archive().find(house.premises().account(), ResponsesHouse.id(client)))
        .isPresent();
    assertThat(house.archive().find("another", ResponsesHouse.id(client))).isEmpty();
    assertThat(new Remembered(house.archive()).item("another", "msg")).isEmpty();
  }

  @Test
  void theTokensOfAnInputAreEstimatedWhereNobodyCanCountThem() {
    String body = ResponsesHouse.body("");
    var client =
        house.ask(new ResponsesHouse.Asking("POST", "/input_tokens", Map.of(), Map.of(), body));
    assertThat(client.body())
        .isEqualTo("{\"object\":\"response.input_tokens\",\"input_tokens\":5}");
    assertThat(client.header("x-millrace-count")).isEqualTo("estimated");
    assertThat(house.upstream().asked()).isEmpty();
    assertThat(house.premises().finished()).isEmpty();
  }

  @Test
  void nothingElseIsServedBelow() {
    var client = house.create("");
    house.upstream().say("Oslo.");
    assertThat(house.serve("POST", ResponsesHouse.id(client) + "/compact").status()).isEqualTo(405);
    assertThat(house.serve("GET", ResponsesHouse.id(client) + "/output_items").status())
        .isEqualTo(404);
  }

  private static String text(Optional<Json> json) {
    return ((Json.Text) json.orElseThrow()).value();
  }
}
