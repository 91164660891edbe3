package dev.millrace.gateway.dialect.openai.embeddings;

/// How the numbers of a vector are written.
public enum Encoding {
  /// As an array of numbers, each with as many digits as tell it apart.
  FLOAT,
  /// As Base64 of 32-bit floating-point numbers, little-endian.
  BASE64
}
