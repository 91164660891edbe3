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
/// @param embedder who makes vectors there, if anybody does
/// @param lexicon who knows the tokens there, if anybody does
public record Target(
    String provider,
    Upstream upstream,
    Duration first,
    Duration stall,
    Optional<Embedder> embedder,
    Optional<Lexicon> lexicon) {
  /// One that answers, and does nothing else.
  public Target(String provider, Upstream upstream, Duration first, Duration stall) {
    this(provider, upstream, first, stall, Optional.empty(), Optional.empty());
  }
}
