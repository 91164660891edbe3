package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A string that remembers which of its characters the template wrote and which came with the
/// request. Every operation keeps that, so a client's `<|im_end|>` is told from the template's own
/// however the template cuts, changes and joins it. Equality looks at the characters alone.
public final class Text implements Value {
  /// A run of characters of one origin; never empty.
  ///
  /// @param trusted whether the template wrote them
  public record Piece(String text, boolean trusted) {}

  static final Text EMPTY = new Text(List.of());

  private final List<Piece> pieces;
  private final String plain;

  private Text(List<Piece> pieces) {
    this.pieces = pieces;
    if (pieces.size() == 1) {
      plain = pieces.getFirst().text();
    } else {
      var all = new StringBuilder();
      pieces.forEach(piece -> all.append(piece.text()));
      plain = all.toString();
    }
  }

  /// Characters that the template wrote, or that we vouch for.
  static Text trusted(String text) {
    return text.isEmpty() ? EMPTY : new Text(List.of(new Piece(text, true)));
  }

  /// Characters that came with a request.
  static Text foreign(String text) {
    return text.isEmpty() ? EMPTY : new Text(List.of(new Piece(text, false)));
  }

  static Text joined(List<Text> texts) {
    var builder = new Builder();
    texts.forEach(builder::add);
    return builder.text();
  }

  /// The characters.
  public String plain() {
    return plain;
  }

  /// The characters with their origin; neighbours differ in it.
  public List<Piece> pieces() {
    return pieces;
  }

  int length() {
    return plain.length();
  }

  /// The characters from `from` up to before `to`, in UTF-16 units.
  Text slice(int from, int to) {
    if (from == 0 && to == plain.length()) {
      return this;
    }
    var builder = new Builder();
    int start = 0;
    for (var piece : pieces) {
      int end = start + piece.text().length();
      int first = Math.max(from, start);
      int last = Math.min(to, end);
      if (first < last) {
        builder.add(piece.text().substring(first - start, last - start), piece.trusted());
      }
      start = end;
    }
    return builder.text();
  }

  /// Each run changed by itself; for changes that look at one character at a time.
  Text mapped(UnaryOperator<String> change) {
    var builder = new Builder();
    pieces.forEach(piece -> builder.add(change.apply(piece.text()), piece.trusted()));
    return builder.text();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Text text && plain.equals(text.plain);
  }

  @Override
  public int hashCode() {
    return plain.hashCode();
  }

  @Override
  public String toString() {
    return plain;
  }

  /// Joins texts, and runs of one origin with their neighbours of the same.
  static final class Builder {
    private final List<Piece> pieces = new ArrayList<>();
    private final StringBuilder run = new StringBuilder();
    private boolean trusted = true;

    void add(Text text) {
      text.pieces.forEach(piece -> add(piece.text(), piece.trusted()));
    }

    void add(String text, boolean textTrusted) {
      if (text.isEmpty()) {
        return;
      }
      if (textTrusted != trusted) {
        finishRun();
        trusted = textTrusted;
      }
      run.append(text);
    }

    Text text() {
      finishRun();
      return pieces.isEmpty() ? EMPTY : new Text(List.copyOf(pieces));
    }

    private void finishRun() {
      if (!run.isEmpty()) {
        pieces.add(new Piece(run.toString(), trusted));
        run.setLength(0);
      }
    }
  }
}
