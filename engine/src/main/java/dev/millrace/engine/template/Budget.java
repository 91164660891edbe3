package dev.millrace.engine.template;

/// What one rendering may still cost. A template comes out of a file that anybody may have made, so
/// an endless loop or a string that doubles itself must end in an error, not in a dead engine.
final class Budget {
  private final Limits limits;
  private long steps;
  private long characters;
  private int depth;

  Budget(Limits limits) {
    this.limits = limits;
  }

  /// @param steps expressions, statements and list elements
  /// @param characters UTF-16 units of all strings made on the way, the output among them
  /// @param depth how deep expressions, statements, macro calls and values may nest
  record Limits(long steps, long characters, int depth) {
    /// Room for a prompt of several megabytes; under a second and some hundred megabytes at worst.
    static final Limits USUAL = new Limits(10_000_000, 100_000_000, 200);

    /// For a template that came with a request: many of them may run at once.
    static final Limits FOREIGN = new Limits(2_000_000, 30_000_000, 200);
  }

  void step() {
    steps(1);
  }

  void steps(long more) {
    steps += more;
    if (steps > limits.steps()) {
      throw new TemplateError("the template takes more than " + limits.steps() + " steps");
    }
  }

  /// Asked before a text of that length is gone through.
  void look(int length) {
    steps(1 + length / 256);
  }

  /// Asked before one text is looked for in another: at worst at each place again.
  void search(Text whole, Text part) {
    steps(1 + (long) whole.length() * part.length() / 1024);
  }

  /// A part of a text, which takes as long as it has pieces.
  Text slice(Text text, int from, int to) {
    steps(1 + text.pieces().size() / 32);
    return text.slice(from, to);
  }

  /// Asked before a string of that length is made.
  void characters(long more) {
    characters += more;
    if (characters > limits.characters()) {
      throw new TemplateError(
          "the template makes more than " + limits.characters() + " characters of text");
    }
  }

  Text made(Text text) {
    characters(text.length());
    return text;
  }

  void enter() {
    if (++depth > limits.depth()) {
      throw new TemplateError("the template nests deeper than " + limits.depth() + " levels");
    }
  }

  void leave() {
    depth--;
  }
}
