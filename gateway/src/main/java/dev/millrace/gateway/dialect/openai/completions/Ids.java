package dev.millrace.gateway.dialect.openai.completions;

import java.util.List;
import java.util.Optional;

/// Ids of tokens, where they are to be shown.
///
/// @param prompt of the prompt's tokens
/// @param tokens of the tokens said
record Ids(Optional<List<Integer>> prompt, Optional<List<Integer>> tokens) {}
