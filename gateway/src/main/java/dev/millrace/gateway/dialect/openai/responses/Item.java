package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.TokenLogprob;
import java.util.List;
import java.util.Optional;

/// One item of an answer, as far as it has come.
///
/// @param sealed the thought for the client to carry, when that is asked for
/// @param sources where its words are from, as this dialect tells it
record Item(
    String id,
    Part part,
    List<TokenLogprob> logprobs,
    Status status,
    Optional<String> sealed,
    List<Json> sources) {
  Item {
    logprobs = List.copyOf(logprobs);
    sources = List.copyOf(sources);
  }

  /// How far it has come.
  enum Status {
    IN_PROGRESS("in_progress"),
    COMPLETED("completed"),
    INCOMPLETE("incomplete");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
