package dev.millrace.llm;

import java.util.List;

/// The tools of a request, and whether they are to be called.
///
/// @param declared what the model may call; names are unique
/// @param parallel whether it may call several in one turn
public record Tools(List<Tool> declared, Choice choice, boolean parallel) {
  public Tools {
    declared = List.copyOf(declared);
  }

  /// Whether the model has to call a tool.
  public sealed interface Choice {}

  /// As the model likes.
  public record Auto() implements Choice {}

  /// None is called.
  public record None() implements Choice {}

  /// At least one is called.
  public record Required() implements Choice {}

  /// This one is called; it is declared.
  public record Named(String name) implements Choice {}

  /// Those that may be called.
  public List<Tool> callable() {
    return switch (choice) {
      case None _ -> List.of();
      case Auto _, Required _, Named _ -> declared;
    };
  }

  /// No tools.
  public static Tools none() {
    return new Tools(List.of(), new Auto(), true);
  }

  /// These, called as the model likes.
  public static Tools of(List<Tool> declared) {
    return new Tools(declared, new Auto(), true);
  }
}
