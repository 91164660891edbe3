package dev.millrace.gateway.call.prediction;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.call.Endpoint;
import dev.millrace.gateway.call.Inference;
import dev.millrace.gateway.call.Refusals;
import dev.millrace.gateway.call.Rooms;
import dev.millrace.gateway.call.Witness;
import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.loop.Loop;
import dev.millrace.gateway.profile.wrift.Wrift;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `POST /predictions`: begins an answer that is looked up later. The body names the `model`, and
/// has as `input` what Chat Completions would be asked. With the header `Prefer: wait=5` it is told
/// of when it has ended, or after so many seconds, whichever comes first.
public final class Creation implements Endpoint {
  private static final Pattern WAIT = Pattern.compile("(?i)(?:.*[,;\\s])?wait=(\\d{1,9})\\b.*");
  private static final long LONGEST_WAIT = 60;
  private static final int CREATED = 201;

  private final Dialect dialect;
  private final Wrift profile;
  private final Rooms rooms;
  private final Shelf shelf;
  private final Recorder recorder;

  public Creation(Dialect dialect, Wrift profile, Rooms rooms, Shelf shelf, Recorder recorder) {
    this.dialect = dialect;
    this.profile = profile;
    this.rooms = rooms;
    this.shelf = shelf;
    this.recorder = recorder;
  }

  @Override
  public void serve(Arrival arrival, Client client) {
    try {
      String account = rooms.admission().admit(arrival.headers()).key();
      byte[] asked = asked(JsonReader.readObject(arrival.body()));
      new Waiting(arrival, account, client).begin(asked);
    } catch (Refused refused) {
      new Refusals(profile).refuse(arrival, refused.failure(), client);
    }
  }

  /// The input with the name of the model, as one request.
  private static byte[] asked(Json.Fields document) {
    var body = Members.of(document);
    Json model = body.need("model").json();
    var fields = new LinkedHashMap<>(body.need("input").object().json().values());
    fields.put("model", model);
    return new JsonWriter().value(new Json.Fields(fields)).bytes();
  }

  /// One that begins, until its client has been told of it.
  private final class Waiting {
    private final Arrival arrival;
    private final String account;
    private final Client client;
    private Optional<String> id = Optional.empty();
    private Loop.Timer timer = () -> {};
    private boolean told;

    Waiting(Arrival arrival, String account, Client client) {
      this.arrival = arrival;
      this.account = account;
      this.client = client;
    }

    void begin(byte[] asked) {
      new Inference(dialect, profile, rooms, this::witnessed)
          .serve(arrival.withBody(asked), new Alone(client.loop(), this::ended));
      long seconds = patience(arrival);
      if (seconds == 0) {
        tell();
      } else if (!told) {
        timer = client.loop().after(Duration.ofSeconds(seconds), this::tell);
      }
    }

    private Witness.Hearing witnessed(Witness.Beginning beginning) {
      id = Optional.of(Wrift.prediction(beginning.naming().id()));
      return recorder.began(beginning);
    }

    /// What never became a prediction is refused as it is.
    private void ended(Alone.Whole answer) {
      if (id.isPresent()) {
        tell();
      } else if (!told) {
        told = true;
        client.answer(answer.status(), answer.headers(), answer.body());
      }
    }

    private void tell() {
      if (told || id.isEmpty()) {
        return;
      }
      told = true;
      timer.cancel();
      try {
        Prediction prediction = shelf.find(account, id.get());
        client.answer(CREATED, headers(prediction.id()), Wire.one(prediction));
      } catch (Refused forgotten) {
        new Refusals(profile).refuse(arrival, forgotten.failure(), client);
      }
    }

    private Map<String, String> headers(String name) {
      return Map.of(
          "content-type",
          "application/json",
          "location",
          arrival.path() + "/" + name,
          "x-prediction-id",
          name);
    }
  }

  private static long patience(Arrival arrival) {
    return arrival
        .header("prefer")
        .map(WAIT::matcher)
        .filter(Matcher::matches)
        .map(match -> Math.min(LONGEST_WAIT, Long.parseLong(match.group(1))))
        .orElse(0L);
  }
}
