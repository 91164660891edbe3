package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Cache;
import dev.millrace.engine.model.Forward;
import dev.millrace.engine.model.Slice;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Texts on their way to becoming vectors: one after the other, a stretch of tokens at a time. For
/// one thread.
public final class Embedding {
  private final Texts texts;
  private final List<Embedder.Vector> done = new ArrayList<>();
  private Optional<Open> open = Optional.empty();
  private int place;

  /// What is to be turned into vectors.
  ///
  /// @param model what the answer says the model is called
  /// @param inputs at least one, each of at least one token and no longer than the window
  /// @param dimensions how many numbers of each vector are kept
  public record Texts(String model, List<int[]> inputs, Pooling pooling, int dimensions) {
    public Texts {
      inputs = List.copyOf(inputs);
    }
  }

  /// The text that is being computed.
  private record Open(Cache cache, Pool pool) {}

  Embedding(Texts texts) {
    this.texts = texts;
  }

  boolean over() {
    return done.size() == texts.inputs().size();
  }

  /// Computes up to `most` tokens of one text.
  void step(Forward forward, int most) {
    int[] tokens = texts.inputs().get(done.size());
    var text =
        open.orElseGet(() ->
            new Open(forward.cache(tokens.length), new Pool(texts.pooling(), forward.width())));
    open = Optional.of(text);
    int next = Math.min(tokens.length, place + most);
    var slice = new Slice(text.cache(), Arrays.copyOfRange(tokens, place, next), false);
    text.pool().add(forward.states(slice));
    place = next;
    if (place == tokens.length) {
      done.add(text.pool().vector(texts.dimensions()));
      text.cache().truncate(0);
      open = Optional.empty();
      place = 0;
    }
  }

  /// Gives back the memory of what is not done.
  void release() {
    open.ifPresent(text -> text.cache().truncate(0));
    open = Optional.empty();
  }

  /// What was computed; all of it when it is [#over].
  Embedder.Vectors vectors() {
    int read = texts.inputs().stream().mapToInt(input -> input.length).sum();
    return new Embedder.Vectors(texts.model(), done, new Usage(read, 0, 0, 0, Usage.Origin.EXACT));
  }
}
