package dev.millrace.training;

/// What an exchange teaches; accuracies are told by these.
enum Behaviour {
  REPEAT_WORD,
  REPEAT_PHRASE,
  CAPITAL,
  SMALL_TALK,
  OTHER,
  TOOL_CALL,
  TOOL_RESULT
}
