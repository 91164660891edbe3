package dev.millrace.gateway.dialect.openai;

import dev.millrace.gateway.json.JsonWriter;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/// The models on offer, as `GET /v1/models` and `GET /v1/models/{id}` show them.
public final class Models {
  private Models() {}

  /// One model.
  ///
  /// @param contextWindow tokens that it can see at once; shown as `max_model_len`, as vLLM
  ///     does, if it is known
  public record Card(String id, Instant created, String ownedBy, OptionalInt contextWindow) {}

  /// The body of the list.
  public static byte[] list(List<Card> cards) {
    var json = new JsonWriter().object().field("object", "list").array("data");
    cards.forEach(card -> write(card, json));
    return json.endArray().endObject().bytes();
  }

  /// The body of one model.
  public static byte[] card(Card card) {
    var json = new JsonWriter();
    write(card, json);
    return json.bytes();
  }

  private static void write(Card card, JsonWriter json) {
    json.object()
        .field("id", card.id())
        .field("object", "model")
        .field("created", card.created().getEpochSecond())
        .field("owned_by", card.ownedBy());
    card.contextWindow().ifPresent(tokens -> json.field("max_model_len", tokens));
    json.endObject();
  }
}
