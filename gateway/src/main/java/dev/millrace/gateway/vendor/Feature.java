package dev.millrace.gateway.vendor;

/// What a vendor has beside answers to conversations, below the address of its usual protocol.
public enum Feature {
  /// OpenAI's `POST /embeddings`.
  EMBEDDINGS,
  /// OpenAI's `POST /completions`.
  COMPLETIONS
}
