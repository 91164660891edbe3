package dev.millrace.gateway.dialect.anthropic;

/// What a model behind Messages can do, where its kin differ.
///
/// @param longest the most tokens of an answer, which the protocol wants to be told of
/// @param thinking how it is asked to think
/// @param formats whether answers can be held to a schema; else a tool is forced in its place
/// @param prefills whether it goes on from words that the request puts in its mouth
/// @param samples whether it can be told how to choose tokens; newer models refuse to be (2026-11)
public record Skill(
    int longest, Thinking thinking, boolean formats, boolean prefills, boolean samples) {
  /// How a model is asked to think.
  public enum Thinking {
    /// It cannot be asked.
    NONE,
    /// With a number of tokens.
    BUDGET,
    /// With a number of tokens, or as much as it likes.
    EITHER,
    /// As much as it likes, by degrees; it does not think unless asked.
    ADAPTIVE
  }
}
