package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Range;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Embedder.Ask;
import dev.millrace.llm.Embedder.Vector;
import dev.millrace.llm.Embedder.Vectors;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads Google's vectors: one for each text, in their order. Shortened ones come at any length and
/// are scaled back to 1. Vertex AI counts tokens; AI Studio does not always.
record VectorsReader(String provider, Ask ask) {
  private static final Range ANY = new Range(-1e30, 1e30);
  private static final int MOST_TOKENS = Integer.MAX_VALUE / 256;

  /// @throws Refused if they are not what was asked for
  Vectors read(byte[] body) {
    try {
      return read(Members.of(JsonReader.readObject(body)));
    } catch (Refused refused) {
      if (refused.failure() instanceof Failure.BadRequest(var field, _, var why)) {
        throw senseless((field.isEmpty() ? "" : field + " ") + why);
      }
      throw refused;
    }
  }

  private Vectors read(Members body) {
    var given = body.find("embeddings").or(() -> body.find("predictions"));
    var items = given.map(Value::items).orElse(List.of());
    if (items.size() != ask.inputs().size()) {
      throw senseless("it has " + items.size() + " vectors for " + ask.inputs().size() + " texts");
    }
    var vectors = new ArrayList<Vector>();
    int counted = 0;
    boolean all = true;
    for (var item : items) {
      var members = item.object();
      var embedding = members.find("embeddings").map(Value::object).orElse(members);
      vectors.add(vector(embedding.need("values").items()));
      var tokens = tokens(embedding);
      all &= tokens.isPresent();
      counted = Math.addExact(counted, tokens.orElse(0));
    }
    return new Vectors(ask.model(), vectors, usage(body, all, counted));
  }

  private static OptionalInt tokens(Members embedding) {
    return embedding
        .find("statistics")
        .map(told -> told.object().wholeNumber("token_count", 0, MOST_TOKENS))
        .orElse(OptionalInt.empty());
  }

  private Usage usage(Members body, boolean all, int counted) {
    var told =
        body.find("usageMetadata")
            .map(usage -> usage.object().wholeNumber("promptTokenCount", 0, Integer.MAX_VALUE / 4))
            .orElse(all ? OptionalInt.of(counted) : OptionalInt.empty());
    if (told.isPresent()) {
      return new Usage(told.getAsInt(), 0, 0, 0, Usage.Origin.PROVIDER);
    }
    int estimated =
        ask.inputs().stream()
            .mapToInt(input -> Estimate.prompt(Request.of("", input)))
            .reduce(0, Math::addExact);
    return new Usage(estimated, 0, 0, 0, Usage.Origin.ESTIMATED);
  }

  private Vector vector(List<Value> values) {
    int wanted = ask.dimensions().orElse(values.size());
    if (values.isEmpty() || values.size() != wanted) {
      throw senseless("it has a vector of " + values.size() + " numbers, not " + wanted);
    }
    double[] numbers = values.stream().mapToDouble(value -> value.number(ANY)).toArray();
    double length = 0;
    for (double number : numbers) {
      length += number * number;
    }
    double scale = length == 0 ? 1 : 1 / Math.sqrt(length);
    var scaled = new ArrayList<Float>();
    for (double number : numbers) {
      scaled.add((float) (number * scale));
    }
    return new Vector(scaled);
  }

  private Refused senseless(String why) {
    return new Refused(
        new Failure.Upstream(provider, 502, Optional.empty(), "its answer makes no sense: " + why));
  }
}
