package dev.millrace.gateway.route;

import dev.millrace.llm.Embedder;
import dev.millrace.llm.Lexicon;
import dev.millrace.llm.Upstream;
import java.time.Duration;
import java.util.Optional;

/// Where an attempt goes.
///
/// @param provider the name of the upstream in the configuration
/// @param first how long the first event may take
/// @param stall how long the stream may be silent after it; noticed after at most twice that
/// @param means what requests can ask for there
/// @param embedder who makes vectors there, if anybody does
/// @param lexicon who knows the tokens there, if anybody does
public record Target(
    String provider,
    Upstream upstream,
    Duration first,
    Duration stall,
    Means means,
    Optional<Embedder> embedder,
    Optional<Lexicon> lexicon) {
  /// What requests can ask for.
  public enum Means {
    /// The engine in this process: the vocabulary, but nothing that is no text, and no degrees of
    /// thinking.
    ENGINE,
    /// A provider that speaks OpenAI Chat Completions: all that this dialect has words for.
    CHAT
  }

  /// A provider that answers, and does nothing else.
  public Target(String provider, Upstream upstream, Duration first, Duration stall) {
    this(provider, upstream, first, stall, Means.CHAT, Optional.empty(), Optional.empty());
  }
}
