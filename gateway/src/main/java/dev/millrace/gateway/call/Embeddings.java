package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.openai.embeddings.Asked;
import dev.millrace.gateway.dialect.openai.embeddings.Replies;
import dev.millrace.gateway.dialect.openai.embeddings.Requests;
import dev.millrace.gateway.dialect.preference.Preferences;
import dev.millrace.gateway.dialect.preference.Taken;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.profile.Opening;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.route.Meter;
import dev.millrace.gateway.route.Place;
import dev.millrace.gateway.route.Receipt;
import dev.millrace.gateway.route.Terms;
import dev.millrace.gateway.tenant.Tenant;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;

/// `POST /v1/embeddings`: from bytes to a running [Embedding].
public final class Embeddings implements Endpoint {
  private static final Surface SURFACE = Surface.openAi("input");

  private final Profile profile;
  private final Rooms rooms;
  private final Aside aside;

  public Embeddings(Profile profile, Rooms rooms, Aside aside) {
    this.profile = profile;
    this.rooms = rooms;
    this.aside = aside;
  }

  @Override
  public void serve(Arrival arrival, Client client) {
    var errors = new ErrorWriter(profile, arrival.name(), SURFACE);
    try {
      open(arrival, client, errors);
    } catch (Refused refused) {
      new Sender(rooms, arrival).refuse(refused.failure(), errors, client);
    }
  }

  private void open(Arrival arrival, Client client, ErrorWriter errors) {
    Tenant tenant = rooms.admission().admit(arrival.headers());
    var unknown = profile.unknownFields(SURFACE, arrival.header("x-millrace-params"));
    Json.Fields document = JsonReader.readObject(arrival.body());
    Opening opening = profile.open(SURFACE, document, arrival.headers());
    var taken = Taken.of(opening.body(), unknown);
    Asked asked = Requests.read(taken.body(), unknown);
    String called = Inference.called(document, asked.ask().model());
    var notes = Inference.joined(Inference.joined(opening.notes(), taken.notes()), asked.notes());
    var demands = Demands.of(arrival);
    var terms =
        new Terms(unknown, profile.habits(), demands.zeroRetention(), notes)
            .withRegions(demands.regions())
            .withPreferences(alone(taken.preferences()));
    var inputs = asked.ask().inputs().stream().map(input -> counted(asked, input)).toList();
    Place place = rooms.planner().embedding(inputs, terms);
    Embedder embedder = place.target().embedder().orElseThrow(() -> none(place));
    var meter = new Meter(inputs);
    var origin = new Sender(rooms, arrival).origin(tenant.key(), called, false, opening.labels());
    var tab = new Tab(rooms, origin, place.model().price().of(meter.usage()));
    var writing =
        new Embedding.Writing(
            client,
            Headers.json(Headers.compact(new Receipt(notes))),
            vectors -> Replies.write(vectors, called, asked.encoding()),
            errors,
            aside);
    new Embedding(tab, meter.usage(), place, writing)
        .start(embedder, asked.ask().withModel(place.name()));
  }

  /// An input is counted like a prompt, which it is.
  private static Request counted(Asked asked, Prompt input) {
    return Request.of(asked.ask().model(), input);
  }

  /// Vectors of different models do not compare.
  private static Preferences alone(Preferences preferences) {
    if (!preferences.models().isEmpty()) {
      throw new Refused(
          new Failure.BadRequest(
              "models",
              Problem.UNSUPPORTED,
              "cannot name a second model: vectors of different models do not compare"));
    }
    return preferences;
  }

  private static Refused none(Place place) {
    String why =
        "the model "
            + place.model().id()
            + " makes no embeddings: its provider "
            + place.target().provider()
            + " is asked for answers alone; name a model of a provider that speaks a dialect of"
            + " OpenAI's, or one that runs in this process";
    return new Refused(new Failure.BadRequest("model", Problem.UNSUPPORTED, why));
  }
}
