package dev.millrace.gateway.call;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits.Ability;
import dev.millrace.gateway.dialect.Card;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// `GET /v1/models` and `GET /v1/models/{id}`.
public final class Models {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private final Profile profile;
  private final Rooms rooms;
  private final Matrix matrix;

  public Models(Profile profile, Rooms rooms) {
    this.profile = profile;
    this.rooms = rooms;
    this.matrix = new Matrix(profile, rooms.planner());
  }

  /// All of them.
  public void list(Arrival arrival, Client client) {
    guarded(
        arrival,
        client,
        () ->
            dev.millrace.gateway.dialect.openai.Models.list(
                rooms.catalog().models().stream().map(this::card).toList(), profile::card));
  }

  /// The one whose name is the tail of the path.
  public void one(Arrival arrival, Client client) {
    guarded(arrival, client, () -> find(arrival.tail()));
  }

  private byte[] find(String name) {
    Model model =
        rooms.catalog().find(name).orElseThrow(() -> new Refused(new Failure.ModelNotFound(name)));
    var json = new JsonWriter();
    profile.card(card(model), json);
    return json.bytes();
  }

  private void guarded(Arrival arrival, Client client, Supplier<byte[]> body) {
    try {
      var _ = rooms.admission().admit(arrival.headers());
      client.answer(200, JSON, body.get());
    } catch (Refused refused) {
      new ErrorWriter(profile, arrival.name()).write(refused.failure(), client);
    }
  }

  private Card card(Model model) {
    var traits = model.traits();
    return new Card(
        model.id(),
        model.created(),
        model.ownedBy(),
        new Card.Words(traits.displayName(), traits.description(), traits.tier()),
        new Card.Limits(model.window(), traits.maxOutput()),
        abilities(model),
        traits.zeroRetention(),
        prices(model.price()),
        matrix.of(model));
  }

  private static Map<String, Boolean> abilities(Model model) {
    var abilities = new LinkedHashMap<String, Boolean>();
    model
        .traits()
        .abilities()
        .ifPresent(able ->
            Arrays.stream(Ability.values())
                .forEach(
                    one -> abilities.put(one.name().toLowerCase(Locale.ROOT), able.contains(one))));
    return abilities;
  }

  private static Card.Prices prices(Price price) {
    return switch (price) {
      case Price.Free _ -> new Card.Prices(0, 0, 0);
      case Price.PerMillion(var input, var cachedInput, _, var output) ->
          new Card.Prices(input, cachedInput, output);
    };
  }
}
