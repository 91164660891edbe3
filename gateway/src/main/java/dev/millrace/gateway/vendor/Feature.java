package dev.millrace.gateway.vendor;

/// What a vendor has beside answers to conversations, below the address of its usual protocol.
public enum Feature {
  /// Vectors of texts: OpenAI's `POST /embeddings`, or what Google has in its place.
  EMBEDDINGS,
  /// OpenAI's `POST /completions`.
  COMPLETIONS
}
