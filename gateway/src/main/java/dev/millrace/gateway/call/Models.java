package dev.millrace.gateway.call;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.dialect.openai.Models.Card;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.util.Map;
import java.util.function.Supplier;

/// `GET /v1/models` and `GET /v1/models/{id}`.
public final class Models {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private final Profile profile;
  private final Rooms rooms;

  public Models(Profile profile, Rooms rooms) {
    this.profile = profile;
    this.rooms = rooms;
  }

  /// All of them.
  public void list(Arrival arrival, Client client) {
    guarded(
        arrival,
        client,
        () ->
            dev.millrace.gateway.dialect.openai.Models.list(
                rooms.catalog().models().stream().map(Models::card).toList()));
  }

  /// The one whose name is the tail of the path.
  public void one(Arrival arrival, Client client) {
    guarded(arrival, client, () -> find(arrival.tail()));
  }

  private byte[] find(String name) {
    return rooms
        .catalog()
        .find(name)
        .map(model -> dev.millrace.gateway.dialect.openai.Models.card(card(model)))
        .orElseThrow(() -> new Refused(new Failure.ModelNotFound(name)));
  }

  private void guarded(Arrival arrival, Client client, Supplier<byte[]> body) {
    try {
      var _ = rooms.admission().admit(arrival.headers());
      client.answer(200, JSON, body.get());
    } catch (Refused refused) {
      new ErrorWriter(profile, arrival.id()).write(refused.failure(), client);
    }
  }

  private static Card card(Model model) {
    return new Card(model.id(), model.created(), model.ownedBy(), model.window());
  }
}
