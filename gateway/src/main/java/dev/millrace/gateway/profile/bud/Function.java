package dev.millrace.gateway.profile.bud;

import dev.millrace.llm.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;

/// A prompt under a name, which one of several variants answers.
///
/// @param system what the model is told first
/// @param schema what the answer looks like, where it is JSON
/// @param variants at least one; the sum of their weights is above 0
public record Function(
    String name, Optional<Template> system, Optional<Json> schema, List<Variant> variants) {
  private static final double FRACTIONS = 0x1p-53;
  private static final int UNUSED = 11; // of 64 bits, 53 make a fraction

  public Function {
    variants = List.copyOf(variants);
    if (variants.stream().mapToDouble(Variant::weight).sum() <= 0) {
      throw new IllegalArgumentException("no variant of " + name + " has a weight");
    }
  }

  /// One way to answer.
  ///
  /// @param weight how often it is chosen, relative to the others; 0 or more
  /// @param temperature where the client says none
  /// @param topP where the client says none
  /// @param maxTokens where the client says none
  public record Variant(
      String name,
      String model,
      double weight,
      OptionalDouble temperature,
      OptionalDouble topP,
      OptionalInt maxTokens) {}

  /// The variant of that name.
  Optional<Variant> named(String wanted) {
    return variants.stream().filter(variant -> variant.name().equals(wanted)).findFirst();
  }

  /// The variant of an episode: by weight over all episodes, always the same within one.
  Variant chosen(UUID episode) {
    double sum = variants.stream().mapToDouble(Variant::weight).sum();
    double left = place(episode) * sum;
    for (var variant : variants) {
      left -= variant.weight();
      if (left < 0) {
        return variant;
      }
    }
    // Rounding may leave a little over.
    return variants.stream().filter(variant -> variant.weight() > 0).toList().getLast();
  }

  /// From 0 up to 1, evenly over episodes and functions.
  private double place(UUID episode) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var bytes = digest.digest((episode + "/" + name).getBytes(StandardCharsets.UTF_8));
      return (ByteBuffer.wrap(bytes).getLong() >>> UNUSED) * FRACTIONS;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
