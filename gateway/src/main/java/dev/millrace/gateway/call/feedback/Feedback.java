package dev.millrace.gateway.call.feedback;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Aside;
import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.call.Endpoint;
import dev.millrace.gateway.call.Refusals;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.route.Receipt;
import dev.millrace.gateway.tenant.Admission;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// `POST /feedback`: keeps what a client thinks of an answer or an episode.
public final class Feedback implements Endpoint {
  /// What a line of the file may have at most, in bytes.
  static final int LONGEST = 64 * 1024;

  private static final System.Logger LOG = System.getLogger(Feedback.class.getName());

  private final Profile profile;
  private final Admission admission;
  private final OpinionReader reader;
  private final Writing writing;

  /// @param metrics by name, beside `comment` and `demonstration`
  public Feedback(
      Profile profile,
      Admission admission,
      Inferences inferences,
      Map<String, Metric> metrics,
      Writing writing) {
    this.profile = profile;
    this.admission = admission;
    this.reader = new OpinionReader(inferences, metrics);
    this.writing = writing;
  }

  /// Where feedback goes.
  ///
  /// @param aside waits for the disk
  public record Writing(FeedbackFile file, Aside aside, InstantSource clock) {}

  @Override
  public void serve(Arrival arrival, Client client) {
    var refusals = new Refusals(profile);
    try {
      String account = admission.admit(arrival.headers()).key();
      var body = Members.of(JsonReader.readObject(arrival.body()));
      var read = reader.read(body, profile.newId(""), account);
      writing
          .aside()
          .run(
              client.loop(),
              () -> kept(read),
              answer -> client.answer(200, head(read), answer),
              failure -> refusals.refuse(arrival, failure, client));
    } catch (Refused refused) {
      refusals.refuse(arrival, refused.failure(), client);
    }
  }

  private byte[] kept(OpinionReader.Read read) {
    byte[] line = read.opinion().line(writing.clock().instant());
    if (line.length > LONGEST) {
      String why = "is too long: feedback may have " + LONGEST + " bytes in all";
      throw new Refused(new Failure.BadRequest("value", Problem.OUT_OF_RANGE, why));
    }
    if (!read.dryrun()) {
      write(line);
    }
    return new JsonWriter().object().field("feedback_id", read.opinion().id()).endObject().bytes();
  }

  private void write(byte[] line) {
    try {
      writing.file().add(line);
    } catch (IOException problem) {
      LOG.log(System.Logger.Level.ERROR, "Feedback cannot be written", problem);
      throw new Refused(
          new Failure.Unavailable("the feedback could not be kept: the disk does not take it"));
    }
  }

  private static Map<String, String> head(OpinionReader.Read read) {
    var head = new LinkedHashMap<>(Map.of("content-type", "application/json"));
    if (!read.notes().isEmpty()) {
      head.put("x-millrace-receipt", new Receipt(read.notes()).compact());
    }
    return head;
  }
}
