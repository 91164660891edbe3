package dev.millrace.gateway.dialect.openai.embeddings;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Range;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Embedder.Ask;
import dev.millrace.llm.Embedder.Vector;
import dev.millrace.llm.Embedder.Vectors;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Usage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the vectors of a provider: one for each input, all of the same length, in numbers or in
/// Base64, whichever was asked for.
record VectorsReader(String provider, Ask ask) {
  private static final int MOST_TOKENS = Integer.MAX_VALUE / 4;
  private static final Range ANY = new Range(-3e38, 3e38);

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
    body.find("error")
        .ifPresent(error -> {
          throw new Refused(Failures.inside(error.json(), provider));
        });
    var byIndex = new TreeMap<Integer, Vector>();
    for (var item : body.need("data").items()) {
      var entry = item.object();
      int index = entry.wholeNumber("index", 0, ask.inputs().size() - 1).orElse(byIndex.size());
      if (byIndex.put(index, vector(entry.need("embedding"))) != null) {
        throw senseless("it has two vectors for input " + index);
      }
    }
    if (byIndex.size() != ask.inputs().size()) {
      throw senseless(
          "it has " + byIndex.size() + " vectors for " + ask.inputs().size() + " inputs");
    }
    var vectors = List.copyOf(byIndex.values());
    checkLengths(vectors);
    return new Vectors(body.text("model").orElse(ask.model()), vectors, usage(body));
  }

  private void checkLengths(List<Vector> vectors) {
    int wanted = ask.dimensions().orElse(vectors.getFirst().numbers().size());
    for (var vector : vectors) {
      if (vector.numbers().size() != wanted || wanted == 0) {
        throw senseless(
            "it has a vector of " + vector.numbers().size() + " numbers, not " + wanted);
      }
    }
  }

  private Vector vector(Value given) {
    if (given.json() instanceof Json.Text(var base64)) {
      return unpacked(base64);
    }
    var numbers = new ArrayList<Float>();
    for (var number : given.items()) {
      numbers.add((float) number.number(ANY));
    }
    return new Vector(numbers);
  }

  private Vector unpacked(String base64) {
    try {
      var bytes =
          ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
      var numbers = new ArrayList<Float>();
      while (bytes.remaining() >= Float.BYTES) {
        numbers.add(finite(bytes.getFloat()));
      }
      return new Vector(numbers);
    } catch (IllegalArgumentException problem) {
      throw senseless("a vector is no Base64: " + problem.getMessage());
    }
  }

  private float finite(float number) {
    if (!Float.isFinite(number)) {
      throw senseless("a vector holds " + number);
    }
    return number;
  }

  private Usage usage(Members body) {
    Optional<Integer> told =
        body.find("usage")
            .map(Value::object)
            .flatMap(usage -> usage.find("prompt_tokens").or(() -> usage.find("total_tokens")))
            .map(tokens -> (int) tokens.wholeNumber(0, MOST_TOKENS));
    return told.map(tokens -> new Usage(tokens, 0, 0, 0, Usage.Origin.PROVIDER))
        .orElseGet(() -> new Usage(estimate(), 0, 0, 0, Usage.Origin.ESTIMATED));
  }

  private int estimate() {
    return ask.inputs().stream().mapToInt(VectorsReader::tokens).reduce(0, Math::addExact);
  }

  private static int tokens(Prompt input) {
    return Estimate.prompt(Request.of("", input));
  }

  private Refused senseless(String why) {
    return new Refused(
        new Failure.Upstream(provider, 502, Optional.empty(), "its answer makes no sense: " + why));
  }
}
