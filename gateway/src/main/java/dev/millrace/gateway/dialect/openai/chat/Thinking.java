package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// How a server is told whether, and how much, to think: which fields say what, by path, as
/// `thinking.type`.
///
/// @param on what is sent where thinking is wanted
/// @param plain what is sent besides where nothing is said of how much
/// @param off what is sent where it is not; empty: it cannot be turned off
/// @param effort the field that says how much; empty: there is none
/// @param efforts its words for each degree
/// @param budget the field for the most tokens; empty: there is none
/// @param budgeted what is sent beside that
/// @param kept what is sent where the thoughts of earlier turns are to be kept
public record Thinking(
    Map<String, Json> on,
    Map<String, Json> plain,
    Map<String, Json> off,
    String effort,
    Map<Effort, String> efforts,
    String budget,
    Map<String, Json> budgeted,
    Map<String, Json> kept) {
  public Thinking {
    on = Tree.sorted(on);
    plain = Tree.sorted(plain);
    off = Tree.sorted(off);
    efforts = Map.copyOf(efforts);
    budgeted = Tree.sorted(budgeted);
    kept = Tree.sorted(kept);
  }

  /// What most servers know.
  public static Thinking usual() {
    var efforts = new EnumMap<Effort, String>(Effort.class);
    for (var effort : Effort.values()) {
      efforts.put(effort, effort.name().toLowerCase(Locale.ROOT));
    }
    return new Thinking(
        Map.of(),
        Map.of("reasoning_effort", new Json.Text("medium")),
        Map.of("reasoning_effort", new Json.Text("none")),
        "reasoning_effort",
        efforts,
        "thinking.budget_tokens",
        Map.of("thinking.type", new Json.Text("enabled")),
        Map.of("preserve_thinking", new Json.Bool(true)));
  }

  /// What requests can say of it.
  public Means.Thinking means() {
    return new Means.Thinking(!off.isEmpty(), efforts.keySet(), !budget.isEmpty());
  }

  /// @param told whether the client has told the template already
  void write(Reasoning reasoning, boolean told, Tree tree) {
    if (reasoning.kept()) {
      kept.forEach(tree::put);
    }
    switch (reasoning.mode()) {
      case UNSAID -> {}
      case OFF -> {
        if (!told) {
          off.forEach(tree::put);
        }
      }
      case ON -> on(reasoning, told, tree);
    }
  }

  private void on(Reasoning reasoning, boolean told, Tree tree) {
    if (!told) {
      on.forEach(tree::put);
    }
    if (!told && reasoning.effort().isEmpty() && reasoning.budget().isEmpty()) {
      plain.forEach(tree::put);
    }
    reasoning
        .effort()
        .filter(_ -> !effort.isEmpty() && !efforts.isEmpty())
        .ifPresent(asked -> tree.put(effort, new Json.Text(word(asked))));
    budget(reasoning.budget(), tree);
  }

  private void budget(OptionalInt tokens, Tree tree) {
    if (!budget.isEmpty() && tokens.isPresent()) {
      budgeted.forEach(tree::put);
      tree.put(budget, Json.Numeral.of(tokens.getAsInt()));
    }
  }

  /// The nearest that there is a word for, the lesser of two.
  private String word(Effort asked) {
    var degrees = List.of(Effort.values());
    int at = degrees.indexOf(asked);
    return IntStream.range(0, degrees.size())
        .boxed()
        .filter(degree -> efforts.containsKey(degrees.get(degree)))
        .min(Comparator.comparingInt(degree -> Math.abs(degree - at)))
        .map(degree -> efforts.getOrDefault(degrees.get(degree), ""))
        .orElseThrow();
  }
}
