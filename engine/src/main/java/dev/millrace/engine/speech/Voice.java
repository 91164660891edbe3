package dev.millrace.engine.speech;

import dev.millrace.llm.Part;

/// Is told what the characters of an answer are, in their order. Of all characters read each is told
/// once, as part of something or as nothing.
public interface Voice {
  /// The next characters are words for the reader.
  void text(int count);

  /// The next characters are thought.
  void thought(int count);

  /// The next characters are the arguments of the call that began.
  void arguments(int count);

  /// The next characters are nothing that is told: tags, blanks around them.
  void nothing(int count);

  /// A call begins, and with it a part.
  void call(Part.ToolCall call);

  /// Arguments of the call that began, which were written differently.
  void say(String arguments);

  /// Whatever part began is whole.
  void whole();
}
