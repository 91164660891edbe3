package dev.millrace.gateway.dialect.openai;

import dev.millrace.gateway.dialect.Card;
import dev.millrace.gateway.dialect.Card.Treatment;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

/// The models on offer, as `GET /v1/models` and `GET /v1/models/{id}` show them.
public final class Models {
  private static final int NANO = 9;

  private Models() {}

  /// The body of the list.
  ///
  /// @param one writes one of them
  public static byte[] list(List<Card> cards, BiConsumer<Card, JsonWriter> one) {
    var json = new JsonWriter().object().field("object", "list").array("data");
    cards.forEach(card -> one.accept(card, json));
    return json.endArray().endObject().bytes();
  }

  /// A card as we have it: OpenAI's four members, and what they leave open. `max_model_len` is
  /// vLLM's word; `supported_parameters` is OpenRouter's, for what a model is given just as it was
  /// sent.
  public static void full(Card card, JsonWriter json) {
    json.object();
    core(card, json);
    card.limits().window().ifPresent(tokens -> json.field("max_model_len", tokens));
    card.limits().output().ifPresent(tokens -> json.field("max_output_tokens", tokens));
    card.words().displayName().ifPresent(name -> json.field("display_name", name));
    card.words().description().ifPresent(text -> json.field("description", text));
    if (!card.abilities().isEmpty()) {
      json.object("capabilities");
      card.abilities().forEach(json::field);
      json.endObject();
    }
    json.field("zdr_supported", card.zeroRetention());
    prices(card.prices(), json);
    fields(card.fields(), json);
    json.endObject();
  }

  /// The members that every client knows, in an object that is begun.
  public static void core(Card card, JsonWriter json) {
    json.field("id", card.id())
        .field("object", "model")
        .field("created", card.created().getEpochSecond())
        .field("owned_by", card.ownedBy());
  }

  private static void prices(Card.Prices prices, JsonWriter json) {
    json.object("pricing").field("currency", "USD").object("per_million_tokens");
    json.field("input", dollars(prices.input()))
        .field("cached_input", dollars(prices.cachedInput()))
        .field("output", dollars(prices.output()))
        .endObject()
        .endObject();
  }

  private static Json dollars(long nanos) {
    var amount = BigDecimal.valueOf(nanos, NANO).stripTrailingZeros();
    return new Json.Numeral(amount.scale() < 0 ? amount.setScale(0) : amount);
  }

  private static void fields(Map<String, Treatment> fields, JsonWriter json) {
    if (fields.isEmpty()) {
      return;
    }
    json.array("supported_parameters");
    fields.forEach((name, treatment) -> {
      if (treatment == Treatment.KEPT) {
        json.value(name);
      }
    });
    json.endArray().object("parameters");
    for (var treatment : Treatment.values()) {
      json.array(treatment.name().toLowerCase(Locale.ROOT));
      fields.forEach((name, given) -> {
        if (given == treatment) {
          json.value(name);
        }
      });
      json.endArray();
    }
    json.endObject();
  }
}
