package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Range;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import java.util.ArrayList;
import java.util.List;

/// Reads `logprobsResult`: the tokens that were chosen, and beside each what else could have been.
final class LogprobReader {
  private static final Range ANY = new Range(-1e9, 1e9);

  private LogprobReader() {}

  static List<TokenLogprob> read(Members result) {
    var chosen = result.find("chosenCandidates").map(Value::items).orElse(List.of());
    var others = result.find("topCandidates").map(Value::items).orElse(List.of());
    var tokens = new ArrayList<TokenLogprob>();
    for (int at = 0; at < chosen.size(); at++) {
      tokens.add(
          new TokenLogprob(
              candidate(chosen.get(at).object()),
              at < others.size() ? top(others.get(at).object()) : List.of()));
    }
    return tokens;
  }

  private static List<Candidate> top(Members place) {
    return place
        .find("candidates")
        .map(items -> items.items().stream().map(item -> candidate(item.object())).toList())
        .orElse(List.of());
  }

  /// Protocol buffers leave out what is 0 or empty.
  private static Candidate candidate(Members token) {
    double logprob = token.find("logProbability").map(value -> value.number(ANY)).orElse(0.0);
    return new Candidate(token.text("token").orElse(""), List.of(), Math.min(0, logprob));
  }
}
