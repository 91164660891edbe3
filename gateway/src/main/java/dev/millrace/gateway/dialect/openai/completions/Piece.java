package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.llm.Stop;
import java.util.List;
import java.util.Optional;

/// A choice, or what a chunk of a stream tells of one.
///
/// @param stop absent while it goes on
/// @param ids of the tokens said, and of the prompt's with the first of it
record Piece(int index, String text, List<Row> rows, Optional<Stop> stop, Ids ids) {
  Piece {
    rows = List.copyOf(rows);
  }
}
