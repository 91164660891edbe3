package dev.millrace.llm;

import java.util.List;
import java.util.OptionalInt;

/// Somebody who turns texts into vectors.
public interface Embedder {
  /// Starts to work. Returns at once; the outcome is told to `sink`, once.
  ///
  /// @return what to run when nobody wants the outcome any more; may be run at any time, repeatedly
  Runnable embed(Ask ask, Sink sink);

  /// Texts to be turned into vectors.
  ///
  /// @param inputs texts and tokens, no conversations; at least one
  /// @param dimensions how many numbers of each vector are wanted, scaled back to length 1; absent:
  ///     all
  record Ask(String model, List<Prompt> inputs, OptionalInt dimensions) {
    public Ask {
      inputs = List.copyOf(inputs);
    }

    /// The same for another model: what an upstream calls it.
    public Ask withModel(String name) {
      return new Ask(name, inputs, dimensions);
    }
  }

  /// A vector for each input, in their order.
  ///
  /// @param model what the upstream calls it
  record Vectors(String model, List<Vector> values, Usage usage) {
    public Vectors {
      values = List.copyOf(values);
    }
  }

  /// A direction in the space of meanings; of length 1 unless the model says otherwise.
  record Vector(List<Float> numbers) {
    public Vector {
      numbers = List.copyOf(numbers);
    }
  }

  /// Is told of the outcome, by any thread.
  interface Sink {
    /// All of it.
    void on(Vectors vectors);

    /// There will be none.
    void failed(Failure failure);
  }
}
