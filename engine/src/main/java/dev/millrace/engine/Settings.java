package dev.millrace.engine;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/// How a model is served.
///
/// @param threads that compute, at least 1
/// @param context most tokens of one prompt and its answer; absent: as many as the model was made
///     for. Never more than that, nor than the memory holds
/// @param cacheBytes memory for the keys and values of all answers under way, in bytes; it is taken
///     from the Java heap as it is needed and kept: what nobody needs now holds what finished
///     answers have computed, for prompts that begin like theirs
/// @param running answers that are computed at once, at least 1
/// @param waiting requests that may wait; more are refused as [dev.millrace.llm.Failure.Overloaded]
/// @param chatTemplate instead of the model's own
/// @param seeds for requests that bring none
public record Settings(
    int threads,
    OptionalInt context,
    long cacheBytes,
    int running,
    int waiting,
    Optional<String> chatTemplate,
    LongSupplier seeds) {
  public Settings {
    if (threads < 1 || running < 1 || waiting < 0 || context.orElse(1) < 1) {
      throw new IllegalArgumentException("threads, running and context must be at least 1");
    }
  }

  /// All cores but one, the model's context, a quarter of the heap, 16 answers at once, 256 waiting.
  public static Settings standard() {
    return new Settings(
        Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
        OptionalInt.empty(),
        Runtime.getRuntime().maxMemory() / 4,
        16,
        256,
        Optional.empty(),
        () -> ThreadLocalRandom.current().nextLong());
  }

  public Settings withThreads(int count) {
    return new Settings(count, context, cacheBytes, running, waiting, chatTemplate, seeds);
  }

  public Settings withContext(int tokens) {
    var limit = OptionalInt.of(tokens);
    return new Settings(threads, limit, cacheBytes, running, waiting, chatTemplate, seeds);
  }

  public Settings withCacheBytes(long bytes) {
    return new Settings(threads, context, bytes, running, waiting, chatTemplate, seeds);
  }

  public Settings withRunning(int count) {
    return new Settings(threads, context, cacheBytes, count, waiting, chatTemplate, seeds);
  }

  public Settings withWaiting(int count) {
    return new Settings(threads, context, cacheBytes, running, count, chatTemplate, seeds);
  }

  public Settings withChatTemplate(String jinja) {
    var own = Optional.of(jinja);
    return new Settings(threads, context, cacheBytes, running, waiting, own, seeds);
  }

  public Settings withSeeds(LongSupplier source) {
    return new Settings(threads, context, cacheBytes, running, waiting, chatTemplate, source);
  }
}
