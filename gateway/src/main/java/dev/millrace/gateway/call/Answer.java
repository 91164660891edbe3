package dev.millrace.gateway.call;

import dev.millrace.gateway.observe.Trouble;
import dev.millrace.gateway.route.Plan;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Usage;

/// How one answer is written to its client: at once or as it comes.
interface Answer {
  /// The call begins; the answer may take its time.
  default void opened() {}

  /// Nothing more will happen, whether all has been told or the client has gone.
  default void closed() {}

  /// The answer is going to be that of this attempt, and begins now. Only before anything of an
  /// answer has been sent.
  void answeredBy(Plan.Try attempt);

  /// Takes the next event; the last one is [Event.Closed].
  void on(Event event);

  /// The answer will never be whole; says so in the form that is still possible.
  ///
  /// @param usage what was used until then
  void failed(Failure failure, Usage usage);

  /// What the client is told went wrong.
  Trouble trouble(Failure failure);

  /// The HTTP status that the client has seen or is going to see.
  int status();

  /// Whether the client has been sent anything of the answer.
  boolean begun();
}
