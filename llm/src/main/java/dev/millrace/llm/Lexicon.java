package dev.millrace.llm;

import java.util.List;

/// The tokens of a model, for those who count or cut prompts themselves. May take as long as the
/// prompt is long; not for an event loop. Thread-safe.
public interface Lexicon {
  /// The tokens of a request's prompt, as the model would see them.
  ///
  /// @throws Refused if the request has no such prompt for this model; not for its length
  List<Integer> tokens(Request request);

  /// What the tokens stand for; U+FFFD where their bytes are no UTF-8.
  ///
  /// @throws Refused if there is no such token
  String text(List<Integer> tokens);

  /// The tokens one by one, as the model's vocabulary writes them; bytes that are no text by
  /// themselves as U+FFFD.
  ///
  /// @throws Refused if there is no such token
  List<String> names(List<Integer> tokens);

  /// Tokens of prompt and answer together that the model can see.
  int window();
}
