package dev.millrace.grammar.regex;

import dev.millrace.grammar.rule.CharacterSet;
import java.util.List;

/// A regular expression as it is written.
sealed interface Node {
  /// This character, no surrogate.
  record One(int character) implements Node {}

  /// A character of the set.
  record OneOf(CharacterSet set) implements Node {}

  /// The beginning of the text.
  record Start() implements Node {}

  /// The end of the text.
  record End() implements Node {}

  record Sequence(List<Node> parts) implements Node {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  record Either(List<Node> choices) implements Node {
    public Either {
      choices = List.copyOf(choices);
    }
  }

  /// `least` to `most` times; `position` is where the quantifier stands.
  record Repeat(Node body, int least, int most, int position) implements Node {}

  /// What follows begins with `body`, or does not if `negative`; `position` is where it stands.
  record Ahead(Node body, boolean negative, int position) implements Node {}

  /// Whether there is an [Ahead] anywhere in it.
  default boolean looksAhead() {
    return switch (this) {
      case One _, OneOf _, Start _, End _ -> false;
      case Sequence(var parts) -> parts.stream().anyMatch(Node::looksAhead);
      case Either(var choices) -> choices.stream().anyMatch(Node::looksAhead);
      case Repeat(var body, _, _, _) -> body.looksAhead();
      case Ahead _ -> true;
    };
  }
}
