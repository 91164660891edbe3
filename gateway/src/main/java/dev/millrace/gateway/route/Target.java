package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Repertoire;
import dev.millrace.gateway.route.check.Checked;
import dev.millrace.gateway.route.check.Checks;
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
/// @param means what requests can ask of a model, by its name there; see [Place#means]
/// @param embedder who makes vectors there, if anybody does
/// @param lexicon who knows the tokens there, if anybody does
public record Target(
    String provider,
    Upstream upstream,
    Duration first,
    Duration stall,
    Repertoire means,
    Optional<Embedder> embedder,
    Optional<Lexicon> lexicon) {
  /// A provider that answers, in OpenAI's Chat Completions, and does nothing else.
  public Target(String provider, Upstream upstream, Duration first, Duration stall) {
    this(provider, upstream, first, stall, Means.chat(), Optional.empty(), Optional.empty());
  }

  /// Whether its answers are checked, so that nobody else can go on with one of them.
  boolean isChecked() {
    return upstream instanceof Checked;
  }

  /// What its answers are held to here, if they are checked.
  Optional<Checks> checks() {
    return upstream instanceof Checked(_, _, var checks) ? Optional.of(checks) : Optional.empty();
  }

  /// The same, its answers checked.
  Target checked(Checks checks) {
    if (checks.idle()) {
      return this;
    }
    var strict = new Checked(upstream, provider, checks);
    return new Target(provider, strict, first, stall, means, embedder, lexicon);
  }
}
