package dev.millrace.gateway.call.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.call.Aside;
import dev.millrace.gateway.call.FakeClient;
import dev.millrace.gateway.call.Inference;
import dev.millrace.gateway.call.Premises;
import dev.millrace.gateway.call.Script;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.profile.bud.Bud;
import dev.millrace.gateway.profile.bud.Functions;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FeedbackTest {
  private static final String EPISODE = "01977ed9-7492-7b70-8347-9564aeb44a24";

  private final Script upstream = new Script();
  private final Inferences inferences = new Inferences(2);
  @TempDir private Path folder;
  private Path file;
  private Inference chat;
  private Feedback feedback;

  @BeforeEach
  void open() {
    var target = new Target("acme", upstream, Duration.ofHours(1), Duration.ofHours(1));
    var rooms = new Premises(folder, target).rooms();
    var bud = new Bud(Premises.CLOCK, new Functions(List.of()));
    file = folder.resolve("feedback.jsonl");
    chat = new Inference(new ChatCompletions(), bud, rooms, inferences);
    var metrics =
        Map.of(
            "solved", new Metric(Metric.Type.BOOLEAN, Optional.of(Metric.Level.EPISODE)),
            "good", new Metric(Metric.Type.BOOLEAN, Optional.empty()),
            "stars", new Metric(Metric.Type.FLOAT, Optional.of(Metric.Level.INFERENCE)));
    var writing =
        new Feedback.Writing(new FeedbackFile(file), new Aside(Runnable::run), Premises.CLOCK);
    feedback = new Feedback(bud, rooms.admission(), inferences, metrics, writing);
  }

  @Test
  void whatAClientThinksOfAnAnswerIsKept() throws IOException {
    String id = answered("");
    var answer =
        give(
            "{'metric_name':'good','value':true,'inference_id':'"
                + id
                + "','tags':{'who':'me'},'more':1}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-millrace-receipt")).isEqualTo("dropped=more");
    var line = JsonReader.readObject(Files.readString(file).strip());
    assertThat(line.get("feedback_id"))
        .isEqualTo(JsonReader.readObject(answer.body()).get("feedback_id"))
        .isPresent();
    assertThat(line.get("inference_id")).contains(new Json.Text(id));
    assertThat(line.get("metric_name")).contains(new Json.Text("good"));
    assertThat(line.get("value")).contains(new Json.Bool(true));
    assertThat(line.get("model")).contains(new Json.Text("tiny"));
    assertThat(line.get("episode_id")).contains(new Json.Text(EPISODE));
    assertThat(line.get("tags")).contains(JsonReader.read("{\"who\":\"me\"}"));
    assertThat(line.get("at")).contains(new Json.Text("2027-01-15T08:00:00Z"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void everyPieceIsALineOfItsOwnEvenAfterOneThatWasCutOff() throws IOException {
    String id = answered("");
    Files.writeString(file, "{\"cut");
    give("{'metric_name':'comment','value':'well\\ndone','inference_id':'" + id + "'}");
    give("{'metric_name':'demonstration','value':{'a':[1]},'inference_id':'" + id + "'}");
    var lines = Files.readAllLines(file);
    assertThat(lines).hasSize(3);
    assertThat(JsonReader.readObject(lines.get(1)).get("value"))
        .contains(new Json.Text("well\ndone"));
    assertThat(JsonReader.readObject(lines.get(2)).get("value"))
        .contains(JsonReader.read("{\"a\":[1]}"));
  }

  @Test
  void anEpisodeMayBeJudgedAsAWhole() {
    answered("");
    var answer = give("{'metric_name':'solved','value':false,'episode_id':'" + EPISODE + "'}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void aDryRunIsAnsweredAndNotKept() {
    String id = answered("");
    var answer =
        give("{'metric_name':'good','value':true,'dryrun':true,'inference_id':'" + id + "'}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(file).doesNotExist();
  }

  @Test
  void anAnswerOfADryRunIsNotRemembered() {
    String id = answered(",'tensorzero::dryrun':true");
    var answer = give("{'metric_name':'good','value':true,'inference_id':'" + id + "'}");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).contains("there is no inference " + id, "\"code\":404");
  }

  @Test
  void aFailedAnswerIsNotRemembered() {
    var client = ask("");
    upstream.sink().failed(new Failure.Upstream("acme", 500, Optional.empty(), "broken"));
    var id = client.header("x-tensorzero-inference-id");
    assertThat(give("{'metric_name':'good','value':true,'inference_id':'" + id + "'}").status())
        .isEqualTo(404);
  }

  @Test
  void theOldestAnswerIsForgottenAndItsEpisodeWithTheLastOfIt() {
    inferences.add("one", known("me", "e1"));
    inferences.add("two", known("me", "e1"));
    inferences.add("three", known("me", "e2"));
    assertThat(inferences.find("me", "one")).isEmpty();
    assertThat(inferences.knows("me", "e1")).isTrue();
    inferences.add("four", known("me", "e2"));
    assertThat(inferences.knows("me", "e1")).isFalse();
    assertThat(inferences.find("you", "four")).isEmpty();
    assertThat(inferences.knows("you", "e2")).isFalse();
  }

  private static Inferences.Known known(String account, String episode) {
    return new Inferences.Known(new Inferences.Episode(account, episode), "m", Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'value':true,'inference_id':'ID'} | 400 | metric_name: must be given",
        "{'metric_name':'bad','value':true,'inference_id':'ID'} | 400 | there is comment, demonstration, good, solved, stars",
        "{'metric_name':'good','inference_id':'ID'} | 400 | value: must be given",
        "{'metric_name':'good','value':1,'inference_id':'ID'} | 400 | value: must be true or false, not 1",
        "{'metric_name':'stars','value':'x','inference_id':'ID'} | 400 | value: must be a number",
        "{'metric_name':'comment','value':1,'inference_id':'ID'} | 400 | value: must be a string",
        "{'metric_name':'good','value':true} | 400 | episode_id: or inference_id must be given",
        "{'metric_name':'good','value':true,'inference_id':'ID','episode_id':'E'} | 400 | send one",
        "{'metric_name':'solved','value':true,'inference_id':'ID'} | 400 | is given to an episode",
        "{'metric_name':'demonstration','value':'x','episode_id':'E'} | 400 | is given to an inference",
        "{'metric_name':'good','value':true,'episode_id':'E'} | 404 | there is no episode E",
        "{'metric_name':'good','value':true,'inference_id':'x'} | 404 | there is no inference x",
        "{'metric_name':'good','value':true,'inference_id':'ID','tags':{'a':1}} | 400 | tags.a: must be a string",
        "{'metric_name':'good','value':true,'inference_id':'ID','dryrun':1} | 400 | dryrun: must be true or false",
        "[] | 400 | the body must be an object"
      })
  void whatCannotBeKeptIsRefused(String body, int status, String why) {
    String id = answered("");
    var answer = give(body.replace("ID", id));
    assertThat(answer.body()).contains(why, "\"code\":" + status);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(file).doesNotExist();
  }

  @Test
  void feedbackMayBeSoLongAndNoLonger() {
    String id = answered("");
    var answer =
        give(
            "{'metric_name':'comment','value':'"
                + "x".repeat(Feedback.LONGEST)
                + "','inference_id':'"
                + id
                + "'}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("value: is too long");
    assertThat(file).doesNotExist();
  }

  @Test
  void whatTheDiskDoesNotTakeIsNotCalledKept() throws IOException {
    String id = answered("");
    Files.createDirectory(file);
    var answer = give("{'metric_name':'good','value':true,'inference_id':'" + id + "'}");
    assertThat(answer.status()).isEqualTo(503);
  }

  private FakeClient ask(String more) {
    var client = new FakeClient();
    String body =
        "{'model':'tiny','tensorzero::episode_id':'"
            + EPISODE
            + "','messages':[{'role':'user','content':'hi'}]"
            + more
            + "}";
    chat.serve(
        Premises.arrival("/bud/v1/chat/completions", body.replace('\'', '"'), Map.of()), client);
    return client;
  }

  /// The id of an answer.
  private String answered(String more) {
    var client = ask(more);
    upstream.say("x");
    upstream.close(new Stop.Ended());
    return client.header("x-tensorzero-inference-id");
  }

  private FakeClient give(String body) {
    var client = new FakeClient();
    feedback.serve(Premises.arrival("/bud/feedback", body.replace('\'', '"'), Map.of()), client);
    client.manualLoop().turn();
    return client;
  }
}
