package dev.millrace.gateway.attach;

/// A link could not be fetched, or must not be. The message is for the person who sent it: what was
/// wrong with the link, without a word of what our network looks like from inside.
public final class Unfetched extends Exception {
  private static final long serialVersionUID = 1;

  private final String why;

  Unfetched(String why) {
    super(why, null, false, false); // expected, so nobody wants its stack
    this.why = why;
  }

  /// The message.
  public String why() {
    return why;
  }
}
