package dev.millrace.gateway.profile.wafer;

import dev.millrace.gateway.dialect.Card;
import dev.millrace.gateway.dialect.openai.Models;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.util.List;

/// Model cards as Wafer documents them: OpenAI's, and a block of its own.
final class Cards {
  private static final List<String> ABILITIES = List.of("vision", "tools", "reasoning");
  private static final String PAY_AS_YOU_GO = "serverless";
  private static final int NANOS_PER_CENT = 7; // decimal places

  private Cards() {}

  static void write(Card card, JsonWriter json) {
    json.object();
    Models.core(card, json);
    card.limits().window().ifPresent(tokens -> json.field("max_model_len", tokens));
    json.field("zdr_supported", card.zeroRetention());
    json.object("wafer").field("display_name", card.words().displayName().orElse(card.id()));
    card.words().description().ifPresent(text -> json.field("description", text));
    json.field("tier", card.words().tier().orElse(PAY_AS_YOU_GO));
    card.limits().window().ifPresent(tokens -> json.field("context_length", tokens));
    json.object("capabilities");
    ABILITIES.forEach(name -> json.field(name, card.abilities().getOrDefault(name, false)));
    json.endObject()
        .object("pricing")
        .field("input_cents_per_million", cents(card.prices().input()))
        .field("output_cents_per_million", cents(card.prices().output()))
        .field("cache_read_cents_per_million", cents(card.prices().cachedInput()))
        .endObject()
        .endObject()
        .endObject();
  }

  private static Json cents(long nanos) {
    var amount = BigDecimal.valueOf(nanos, NANOS_PER_CENT).stripTrailingZeros();
    return new Json.Numeral(amount.scale() < 0 ? amount.setScale(0) : amount);
  }
}
