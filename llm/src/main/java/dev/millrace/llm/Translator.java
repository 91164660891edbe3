package dev.millrace.llm;

import java.util.function.Consumer;

/// Turns one kind of thing into another, a piece at a time. One per response; not thread-safe.
public interface Translator<I, O> {
  /// Takes one piece and sends what follows from it.
  void turn(I input, Consumer<? super O> out);

  /// The input ended; sends what is still owed.
  default void end(Consumer<? super O> out) {}
}
