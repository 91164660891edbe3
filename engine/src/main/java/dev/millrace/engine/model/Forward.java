package dev.millrace.engine.model;

import dev.millrace.engine.tensor.Grid;
import java.util.List;

/// A loaded model: tokens of several sequences in, logits out. The one seam that a faster backend would replace.
///
/// Not thread-safe: one thread, the scheduler's, runs it and handles its caches. What a sequence gets does not depend
/// on what else is in the batch, nor on how its tokens are cut into slices, nor on whose pages it begins with.
public interface Forward extends AutoCloseable {
  /// How many tokens the model knows; the length of every row of logits.
  int vocabulary();

  /// The longest sequence the model was made for, in tokens.
  int context();

  /// What one page of a cache takes: memory is reserved in such steps, each for [Cache#PAGE] positions.
  long pageBytes();

  /// How many pages all caches and other holders have together, each counted once.
  int heldPages();

  /// An empty cache for one sequence of at most `capacity` tokens. Memory is taken as the sequence grows, and let go
  /// of by truncating it.
  ///
  /// @throws IllegalArgumentException when `capacity` is not between 1 and [#context]
  Cache cache(int capacity);

  /// Runs every slice behind what its cache holds, and appends it there. When this throws, no cache has changed.
  ///
  /// @return a row of logits for each that was asked for, slice by slice and token by token; good, and free to be
  ///     changed, until the next run
  /// @throws IllegalArgumentException when a token is outside the vocabulary, a cache is another model's, is too
  ///     full or appears twice
  Grid run(List<Slice> batch);

  /// How many numbers the model keeps for a token between its layers.
  int width();

  /// Runs one slice like [#run], but tells what the model has made of each of its tokens: the numbers
  /// behind the last layer, normalised, of which it would compute the logits.
  ///
  /// @return a row of [#width] numbers for each token; lost with the next run
  Grid states(Slice slice);

  /// Lets go of threads and of the file.
  @Override
  void close();
}
