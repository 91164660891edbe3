package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.llm.Stop;
import java.util.List;
import java.util.Optional;

/// A choice, or what a chunk of a stream tells of one.
///
/// @param stop absent while it goes on
/// @param prompt ids of the prompt's tokens, where they are to be shown
/// @param tokens ids of the tokens said, where they are to be shown
record Piece(
    int index,
    String text,
    List<Row> rows,
    Optional<Stop> stop,
    Optional<List<Integer>> prompt,
    Optional<List<Integer>> tokens) {
  Piece {
    rows = List.copyOf(rows);
  }
}
