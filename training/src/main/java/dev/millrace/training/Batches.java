package dev.millrace.training;

import java.util.ArrayList;
import java.util.List;

/// The corpus in order, as many whole conversations at a time as fit.
final class Batches {
  private final Corpus corpus;
  private final Encoder encoder;
  private final int capacity;
  private long next;
  private Encoder.Row waiting;

  /// @param from number of the first conversation
  Batches(Corpus corpus, Encoder encoder, int capacity, long from) {
    this.corpus = corpus;
    this.encoder = encoder;
    this.capacity = capacity;
    this.next = from;
    this.waiting = row();
  }

  private Encoder.Row row() {
    while (true) {
      var row = encoder.encode(corpus.conversation(next++));
      if (row.tokens().length <= capacity) {
        return row;
      }
    }
  }

  /// How many conversations have been taken.
  long taken() {
    return next - 1;
  }

  Batch take() {
    List<Encoder.Row> rows = new ArrayList<>();
    int size = 0;
    while (size + waiting.tokens().length <= capacity) {
      rows.add(waiting);
      size += waiting.tokens().length;
      waiting = row();
    }
    return Encoder.batch(rows);
  }
}
