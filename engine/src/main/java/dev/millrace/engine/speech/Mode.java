package dev.millrace.engine.speech;

/// What is being read. A mode holds each character until it knows what it is, and hands over to
/// another mode when it is done. It looks at no more than the characters so far, one at a time, so
/// it does not matter in which pieces they come.
interface Mode {
  void read(char next);

  /// Nothing more comes.
  ///
  /// @param cut whether the model would have gone on
  void end(boolean cut);
}
