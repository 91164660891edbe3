package dev.millrace.gateway.route.check;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;
import java.util.Optional;

/// An upstream whose answers are held here to what it does not hold them to. Wrong ones are cut at the
/// first thing that is wrong, and mended by asking it again, or fail. Where an answer can be gone on
/// with, what is right of it is passed on as it comes; else it is kept until it is whole. Used on its
/// loop only.
///
/// @param inner who is asked
/// @param provider its name, for people
public record Checked(Upstream inner, String provider, Checks checks) implements Upstream {
  /// The code of answers that are wrong, and were not mended.
  static final String VIOLATED = "constraint_violated";

  /// Whether an upstream failed because its answer was wrong.
  public static boolean isViolation(Failure failure) {
    return failure instanceof Failure.Upstream(_, _, var code, _, _)
        && code.equals(Optional.of(VIOLATED));
  }

  @Override
  public Exchange open(Request request, Sink sink) {
    var checking = new Checking(this, request, sink);
    checking.start();
    return checking;
  }
}
