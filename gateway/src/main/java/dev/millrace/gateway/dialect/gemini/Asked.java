package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.llm.Request;

/// What must be known of a request to read its answer.
///
/// @param choices how many answers are wanted, at least one
/// @param promptTokens an estimate, should Google not count
public record Asked(int choices, int promptTokens) {
  /// What there is to know of a request.
  public static Asked of(Request request) {
    return new Asked(request.bounds().choices(), Estimate.prompt(request));
  }
}
