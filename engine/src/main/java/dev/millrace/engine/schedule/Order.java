package dev.millrace.engine.schedule;

import dev.millrace.engine.sample.Preferences;
import dev.millrace.llm.Bounds;
import java.util.OptionalInt;

/// A request, ready to be computed.
///
/// @param id what the answer is called
/// @param model what it says the model is called
/// @param prompt at least one token
/// @param seed of the first choice; those of the others follow from it
/// @param alternatives how many likely tokens to tell of at each place; absent: tell of none, not
///     even of the chosen one
/// @param thought whether what the model writes between `<think>` and `</think>` is told apart
@SuppressWarnings("ArrayRecordComponent") // Made once a request, never compared.
public record Order(
    String id,
    String model,
    int[] prompt,
    Preferences preferences,
    long seed,
    Bounds bounds,
    OptionalInt alternatives,
    Thought thought) {
  public Order {
    if (prompt.length == 0) {
      throw new IllegalArgumentException("a prompt without tokens");
    }
  }

  /// What becomes of thoughts.
  public enum Thought {
    /// They stay in the text, tags and all.
    IN_TEXT,
    /// They are parts of their own, if the answer begins with `<think>`.
    APART,
    /// The prompt ends with `<think>`, so the answer begins inside.
    BEGUN
  }
}
