package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Range;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import java.util.List;
import java.util.Optional;

/// Reads log probabilities. Other shapes than OpenAI's (Together's arrays of numbers) are passed
/// over.
public final class LogprobReader {
  private static final Range ANY = new Range(-1e9, 1e9);
  private static final Range BYTE = new Range(0, 255);

  private LogprobReader() {}

  /// @param name of the column: `content` or `refusal`
  static List<TokenLogprob> read(Optional<Value> logprobs, String name) {
    return logprobs
        .filter(value -> value.json() instanceof Json.Fields)
        .flatMap(value -> value.object().find(name))
        .map(LogprobReader::read)
        .orElse(List.of());
  }

  /// Reads an array of them.
  public static List<TokenLogprob> read(Value tokens) {
    return tokens.items().stream().map(item -> token(item.object())).toList();
  }

  private static TokenLogprob token(Members token) {
    var top =
        token
            .find("top_logprobs")
            .map(items -> items.items().stream().map(item -> candidate(item.object())).toList())
            .orElse(List.of());
    return new TokenLogprob(candidate(token), top);
  }

  private static Candidate candidate(Members token) {
    var bytes =
        token
            .find("bytes")
            .map(items -> items.items().stream().map(LogprobReader::unit).toList())
            .orElse(List.of());
    return new Candidate(token.need("token").text(), bytes, token.need("logprob").number(ANY));
  }

  private static int unit(Value value) {
    return (int) value.number(BYTE);
  }
}
