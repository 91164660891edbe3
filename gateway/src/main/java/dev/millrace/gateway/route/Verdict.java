package dev.millrace.gateway.route;

import dev.millrace.gateway.route.Health.Ending;
import dev.millrace.gateway.route.check.Checked;
import dev.millrace.llm.Failure;
import java.util.Optional;

/// What follows from a failure of one attempt.
enum Verdict {
  /// Whoever is asked next would say the same, or ought not to be asked.
  STOP,
  /// Somebody else may well answer.
  OTHERS,
  /// Somebody with a larger window may answer.
  LARGER;

  private static final Optional<String> TOO_LONG = Optional.of("context_length_exceeded");

  static Verdict of(Failure failure) {
    return switch (failure) {
      case Failure.ContextExceeded _ -> LARGER;
      case Failure.Overloaded _, Failure.Unavailable _, Failure.Silent _, Failure.Truncated _ ->
          OTHERS;
      case Failure.Upstream(_, _, var code, _, _) when code.equals(TOO_LONG) -> LARGER;
      case Failure.Upstream(_, var status, _, _, _) -> of(status);
      case Failure.BadRequest _,
          Failure.Unauthorized _,
          Failure.ModelNotFound _,
          Failure.TooLarge _,
          Failure.NoSuchPath _,
          Failure.MethodNotAllowed _,
          Failure.UnsupportedMediaType _,
          Failure.TooSlow _,
          Failure.NotFound _,
          Failure.Conflict _,
          Failure.KeyTaken _,
          Failure.NoZeroRetention _,
          Failure.OverQuota _,
          Failure.TimedOut _,
          Failure.Cancelled _,
          Failure.Internal _ ->
          STOP;
    };
  }

  /// A request that is wrong is wrong everywhere. A key, a credit or a name that one provider does
  /// not accept is ours, and another provider has its own; AWS says 424 when a model fails (2026-11).
  private static Verdict of(int status) {
    return switch (status) {
      case 401, 402, 403, 404, 408, 409, 424, 429 -> OTHERS;
      default -> status >= 500 ? OTHERS : STOP;
    };
  }

  /// What it tells of whoever failed.
  static Ending ending(Failure failure) {
    if (Checked.isViolation(failure)) {
      return Ending.GOOD; // it has answered, if not as it was told
    }
    return switch (of(failure)) {
      case OTHERS -> failure instanceof Failure.Overloaded ? Ending.UNTOLD : Ending.BAD;
      case LARGER -> Ending.GOOD;
      case STOP -> failure instanceof Failure.Internal ? Ending.UNTOLD : Ending.GOOD;
    };
  }
}
