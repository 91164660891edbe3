package dev.millrace.gateway.dialect.vllm;

import dev.millrace.llm.Request;

/// What is to be turned into tokens.
///
/// @param request its prompt is meant, a text or a conversation
/// @param special whether the tokens count that a model has in front of every text
/// @param names whether each token is to be written out
public record Tokenization(Request request, boolean special, boolean names) {}
