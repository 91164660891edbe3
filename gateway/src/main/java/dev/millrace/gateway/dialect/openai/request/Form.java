package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.dialect.Means.Shape;

/// How a server wants to be told what answers must look like.
public sealed interface Form {
  /// OpenAI's `response_format`: `json_object` or `json_schema`.
  record ResponseFormat() implements Form {}

  /// vLLM's `structured_outputs`; its older `guided_*` are silently ignored since 0.12. (2026-11)
  record StructuredOutputs() implements Form {}

  /// A field of its own, as SGLang's `ebnf`.
  record Field(String name) implements Form {}

  /// A `response_format` of a type of its own, with the demand as one of its members.
  record Typed(String type, String member) implements Form {}

  /// As another shape that says the same: a choice as a regex or a grammar.
  record Via(Shape shape) implements Form {}

  /// As the client wrote it.
  record Carried() implements Form {}
}
