package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.llm.Reasoning.Effort;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How somebody serves Messages, where those who do differ.
///
/// @param venue where requests go
/// @param betas features in `anthropic-beta` of every request
/// @param maker whose signatures are shown to it, and who signs its thoughts
/// @param unsigned whether thoughts that nobody signed are shown to it
/// @param display whether it can be told to show its thoughts
/// @param usual what models can do of which nothing else is said
/// @param lines what the others can do; the first whose word is in the name of a model counts
public record Host(
    Venue venue,
    Set<String> betas,
    String maker,
    boolean unsigned,
    boolean display,
    Skill usual,
    List<Line> lines) {
  /// Tokens of thought that stand for a degree where a model knows none. (2026-11)
  private static final Map<Effort, Integer> BUDGETS =
      Map.of(
          Effort.MINIMAL, 1_024,
          Effort.LOW, 2_048,
          Effort.MEDIUM, 8_192,
          Effort.HIGH, 16_384,
          Effort.XHIGH, 32_768,
          Effort.MAX, 65_536);

  public Host {
    betas = Set.copyOf(betas);
    lines = List.copyOf(lines);
  }

  /// Where requests go.
  public enum Venue {
    /// `/v1/messages`, as at Anthropic and those who speak like it.
    MESSAGES,
    /// `/{model}:streamRawPredict` at Google's Vertex AI, below `.../publishers/anthropic/models`.
    VERTEX,
    /// `/model/{model}/invoke` at AWS Bedrock, which does not stream.
    BEDROCK
  }

  /// Models of a kind.
  ///
  /// @param word what their names have in them, in lower case
  public record Line(String word, Skill skill) {}

  /// Anthropic itself, as of 2026-11.
  public static Host anthropic() {
    var old = new Skill(4_096, Skill.Thinking.NONE, false, true, true);
    var opus4 = new Skill(32_000, Skill.Thinking.BUDGET, false, true, true);
    var sonnet4 = new Skill(64_000, Skill.Thinking.BUDGET, false, true, true);
    var later = new Skill(64_000, Skill.Thinking.BUDGET, true, true, true);
    var newer = new Skill(64_000, Skill.Thinking.EITHER, true, false, true);
    var newest = new Skill(128_000, Skill.Thinking.ADAPTIVE, true, false, false);
    return new Host(
        Venue.MESSAGES,
        Set.of(),
        "anthropic",
        false,
        true,
        new Skill(64_000, Skill.Thinking.ADAPTIVE, true, false, true),
        List.of(
            new Line("claude-3-5", new Skill(8_192, Skill.Thinking.NONE, false, true, true)),
            new Line("claude-3-7", sonnet4),
            new Line("claude-3", old),
            new Line("opus-4-5", later),
            new Line("sonnet-4-5", later),
            new Line("haiku-4-5", later),
            new Line("opus-4-6", newer),
            new Line("sonnet-4-6", newer),
            new Line("opus-4-7", newest),
            new Line("opus-4-8", newest),
            new Line("mythos", newest),
            new Line("fable", newest),
            new Line("opus-4-1", opus4),
            new Line("opus-4-0", opus4),
            new Line("opus-4-2025", opus4),
            new Line("opus-4@", opus4),
            new Line("sonnet-4-0", sonnet4),
            new Line("sonnet-4-2025", sonnet4),
            new Line("sonnet-4@", sonnet4)));
  }

  /// Somebody else whose models of their own are served as if they were Anthropic's: thoughts need no
  /// signature, and what is newer there than tools and budgets is not counted on.
  ///
  /// @param maker what its own signatures are known by
  /// @param longest the most tokens of an answer
  public static Host like(String maker, int longest) {
    var skill = new Skill(longest, Skill.Thinking.BUDGET, false, true, true);
    return new Host(Venue.MESSAGES, Set.of(), maker, true, false, skill, List.of());
  }

  /// The same models at another venue.
  public Host at(Venue other) {
    return new Host(other, betas, maker, unsigned, display, usual, lines);
  }

  /// What a model can do.
  Skill skill(String model) {
    return lines.stream()
        .filter(line -> model.contains(line.word()))
        .map(Line::skill)
        .findFirst()
        .orElse(usual);
  }

  /// The tokens that stand for a degree of thinking.
  static int budget(Effort effort) {
    return BUDGETS.getOrDefault(effort, 1_024);
  }
}
