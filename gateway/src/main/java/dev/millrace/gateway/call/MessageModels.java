package dev.millrace.gateway.call;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Traits.Ability;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.anthropic.Models;
import dev.millrace.gateway.dialect.anthropic.Models.Abilities;
import dev.millrace.gateway.dialect.anthropic.Models.Card;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// `GET /v1/models` and `GET /v1/models/{id}` for Anthropic's clients, who say that they are with
/// the header `anthropic-version`.
public final class MessageModels {
  private static final Surface SURFACE = Surface.anthropic("");
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private final Profile profile;
  private final Rooms rooms;

  public MessageModels(Profile profile, Rooms rooms) {
    this.profile = profile;
    this.rooms = rooms;
  }

  /// One endpoint for Anthropic's clients and another for all others.
  public static Endpoint or(Endpoint anthropic, Endpoint others) {
    return (arrival, client) ->
        (arrival.header("anthropic-version").isPresent() ? anthropic : others)
            .serve(arrival, client);
  }

  /// A page of them.
  public void list(Arrival arrival, Client client) {
    guarded(
        arrival,
        client,
        () ->
            Models.list(
                rooms.catalog().models().stream().map(this::card).toList(), arrival.query()));
  }

  /// The one whose name is the tail of the path.
  public void one(Arrival arrival, Client client) {
    guarded(arrival, client, () -> find(arrival.tail()));
  }

  private byte[] find(String name) {
    return rooms
        .catalog()
        .find(name)
        .map(model -> Models.card(card(model)))
        .orElseThrow(() -> new Refused(new Failure.ModelNotFound(name)));
  }

  private void guarded(Arrival arrival, Client client, Supplier<byte[]> body) {
    try {
      var _ = rooms.admission().admit(arrival.headers());
      new Numbered(client, arrival.name()).answer(200, JSON, body.get());
    } catch (Refused refused) {
      new ErrorWriter(profile, arrival.name(), SURFACE).write(refused.failure(), client);
    }
  }

  private Card card(Model model) {
    var traits = model.traits();
    return new Card(
        model.id(),
        traits.displayName().orElse(model.id()),
        model.created(),
        model.window(),
        traits.maxOutput(),
        traits.abilities().map(abilities -> abilities(model, abilities)));
  }

  private Abilities abilities(Model model, Set<Ability> abilities) {
    boolean thinks = abilities.contains(Ability.REASONING);
    boolean hosted = rooms.planner().place(model.id()).means().has(Means.Ask.IMAGES);
    return new Abilities(
        abilities.contains(Ability.VISION),
        abilities.contains(Ability.DOCUMENTS),
        thinks,
        thinks && hosted);
  }
}
