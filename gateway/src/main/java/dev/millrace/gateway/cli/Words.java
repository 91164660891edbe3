package dev.millrace.gateway.cli;

import dev.millrace.llm.Failure;

/// What is shown in a terminal.
final class Words {
  private Words() {}

  /// A text without the characters by which a model could command the terminal.
  static String printable(String text) {
    return text.codePoints()
        .filter(letter -> letter == '\n' || letter == '\t' || !Character.isISOControl(letter))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /// A failure, in one sentence.
  static String of(Failure failure) {
    return switch (failure) {
      case Failure.BadRequest(var field, _, var why) -> field.isEmpty() ? why : field + ": " + why;
      case Failure.Unauthorized(var why) -> why;
      case Failure.ModelNotFound(var model) -> "There is no model " + model + ".";
      case Failure.ContextExceeded(var asked, var window) ->
          "The conversation has become too long: %,d tokens, and the model sees %,d."
              .formatted(asked, window);
      case Failure.TooLarge(var limit) -> "That is more than " + limit + " bytes.";
      case Failure.NoSuchPath(var path) -> "There is nothing at " + path + ".";
      case Failure.MethodNotAllowed(var method, _) -> method + " is not allowed there.";
      case Failure.UnsupportedMediaType(var given, _) -> given + " is not understood there.";
      case Failure.TooSlow(var what, _) -> "Too slow: " + what;
      case Failure.Overloaded(var why, _) -> why;
      case Failure.Unavailable(var why) -> why;
      case Failure.Upstream(var provider, var status, _, var message, _) ->
          provider + " answered with status " + status + ": " + printable(message);
      case Failure.Silent(var provider, var waited) ->
          provider + " has been silent for " + Welcome.text(waited) + ".";
      case Failure.Truncated(_, var why) -> "The answer broke off: " + why;
      case Failure.NotFound(var what, var id) -> "There is no " + what + " " + id + ".";
      case Failure.Conflict(var why) -> why;
      case Failure.KeyTaken(var why) -> why;
      case Failure.NoZeroRetention(var model) -> "Nobody who keeps nothing runs " + model + ".";
      case Failure.OverQuota(var why) -> why;
      case Failure.TimedOut(var limit) -> "No answer within " + Welcome.text(limit) + ".";
      case Failure.Cancelled _ -> "The answer was cancelled.";
      case Failure.Internal(var reference) -> "A fault in Millrace itself: " + reference;
    };
  }
}
