package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.dialect.openai.responses.Listing;
import dev.millrace.gateway.dialect.openai.responses.Transcript;
import dev.millrace.gateway.dialect.openai.responses.Writing;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// `/v1/responses` and what is below it: responses are asked for, and those that are kept are shown,
/// cancelled and forgotten.
public final class Responses {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");
  private static final String CANCEL = "/cancel";
  private static final String ITEMS = "/input_items";

  private final dev.millrace.gateway.dialect.openai.responses.Responses dialect;
  private final Profile profile;
  private final Rooms rooms;
  private final Archive archive;
  private final ResponseTokens tokens;
  private final Map<String, Witness.Beginning> running = new ConcurrentHashMap<>();

  /// @param seal for thoughts that clients carry
  /// @param archive where responses are kept
  /// @param aside where inputs are counted
  public Responses(Profile profile, Rooms rooms, Seal seal, Archive archive, Aside aside) {
    this.dialect =
        new dev.millrace.gateway.dialect.openai.responses.Responses(
            seal, new Remembered(archive), rooms.clock());
    this.profile = profile;
    this.rooms = rooms;
    this.archive = archive;
    this.tokens = new ResponseTokens(dialect, profile, rooms, aside);
  }

  /// Everything below `/v1/responses`.
  public List<Route> routes() {
    return List.of(
        Route.post("/v1/responses", this::create),
        Route.post("/v1/responses/input_tokens", tokens),
        Route.get("/v1/responses/*", this::show),
        Route.delete("/v1/responses/*", this::remove),
        new Route("POST", "/v1/responses/*", false, this::cancel));
  }

  private void create(Arrival arrival, Client client) {
    var courier = new Courier(client);
    Witness witness = beginning -> began(beginning, client, courier);
    var heeding = Demands.zeroRetention(arrival) ? dialect.forgetful() : dialect;
    new Inference(heeding, profile, rooms, witness).serve(arrival, courier);
  }

  private Witness.Hearing began(Witness.Beginning beginning, Client client, Courier courier) {
    if (!(beginning.asked().writer() instanceof Writing writing) || !writing.keeping().store()) {
      return new Witness.Hearing() {};
    }
    var transcript = writing.transcript(beginning.naming());
    if (writing.keeping().background()) {
      archive.keep(beginning.tenant().key(), transcript);
      running.put(transcript.id(), beginning);
      courier.letGo();
      first(beginning, transcript, client);
    }
    return new Recording(beginning, transcript, archive, () -> running.remove(transcript.id()));
  }

  private static void first(Witness.Beginning beginning, Transcript transcript, Client client) {
    if (transcript.keeping().streamed()) {
      new Following(client, transcript, -1).start(Headers.stream(beginning.receipt()));
    } else {
      client.answer(200, Headers.json(beginning.receipt()), transcript.body());
    }
  }

  private void show(Arrival arrival, Client client) {
    if (arrival.tail().endsWith(ITEMS)) {
      kept(arrival, client, ITEMS, (_, transcript) -> items(arrival, transcript, client));
    } else {
      kept(arrival, client, "", (_, transcript) -> show(arrival, transcript, client));
    }
  }

  private static void items(Arrival arrival, Transcript transcript, Client client) {
    byte[] body = Listing.of(arrival.query()).write(transcript.input());
    client.answer(200, JSON, body);
  }

  private static void show(Arrival arrival, Transcript transcript, Client client) {
    var query = arrival.query();
    if (is(query, "stream")) {
      new Following(client, transcript, after(query)).start(Headers.stream(Optional.empty()));
    } else {
      client.answer(200, JSON, transcript.body());
    }
  }

  private static boolean is(Map<String, String> query, String name) {
    return switch (query.getOrDefault(name, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(name, "must be true or false");
    };
  }

  private static int after(Map<String, String> query) {
    try {
      return Integer.parseInt(query.getOrDefault("starting_after", "-1"));
    } catch (NumberFormatException _) {
      throw refused("starting_after", "must be the number of an event");
    }
  }

  private void remove(Arrival arrival, Client client) {
    kept(
        arrival,
        client,
        "",
        (account, transcript) -> {
          Optional.ofNullable(running.get(transcript.id())).ifPresent(call -> stop(call, () -> {}));
          archive.remove(account, transcript.id());
          var json = new JsonWriter().object().field("id", transcript.id());
          json.field("object", "response").field("deleted", true);
          client.answer(200, JSON, json.endObject().bytes());
        });
  }

  private void cancel(Arrival arrival, Client client) {
    if (!arrival.tail().endsWith(CANCEL)) {
      var failure = new Failure.MethodNotAllowed("POST", List.of("GET", "DELETE"));
      new ErrorWriter(profile, arrival.name(), dialect.surface()).write(failure, client);
      return;
    }
    kept(arrival, client, CANCEL, (_, transcript) -> cancel(transcript, client));
  }

  private void cancel(Transcript transcript, Client client) {
    if (!transcript.keeping().background()) {
      throw refused("background", "was not true: only such a response can be cancelled");
    }
    Runnable answer = () -> client.answer(200, JSON, transcript.body());
    Optional.ofNullable(running.get(transcript.id()))
        .ifPresentOrElse(call -> stop(call, () -> client.loop().run(answer)), answer);
  }

  private static void stop(Witness.Beginning call, Runnable then) {
    call.loop()
        .run(() -> {
          call.cancel().accept(new Failure.Cancelled());
          then.run();
        });
  }

  /// Finds the response that the path names, or says that there is none.
  ///
  /// @param end what follows its id
  private void kept(
      Arrival arrival, Client client, String end, BiConsumer<String, Transcript> work) {
    try {
      String account = rooms.admission().admit(arrival.headers()).key();
      String id = arrival.tail().substring(0, arrival.tail().length() - end.length());
      work.accept(
          account,
          archive
              .find(account, id)
              .orElseThrow(() -> new Refused(new Failure.NotFound("response", id))));
    } catch (Refused refused) {
      new ErrorWriter(profile, arrival.name(), dialect.surface()).write(refused.failure(), client);
    }
  }

  private static Refused refused(String field, String why) {
    return new Refused(new Failure.BadRequest(field, Problem.OUT_OF_RANGE, why));
  }
}
