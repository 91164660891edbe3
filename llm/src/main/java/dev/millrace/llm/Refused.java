package dev.millrace.llm;

/// Carries a [Failure] up the stack to the one place that writes it to the client.
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public Refused(Failure failure) {
    super(failure.toString(), null, false, false); // expected, so nobody wants its stack
    this.failure = failure;
  }

  /// What went wrong.
  public Failure failure() {
    return failure;
  }
}
