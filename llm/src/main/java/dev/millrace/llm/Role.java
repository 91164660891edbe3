package dev.millrace.llm;

/// Who speaks a [Message]. `DEVELOPER` is what newer OpenAI models call `SYSTEM`.
public enum Role {
  SYSTEM,
  DEVELOPER,
  USER,
  ASSISTANT,
  TOOL
}
