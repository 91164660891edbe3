package dev.millrace.llm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Something expected that went wrong. Each dialect decides in one place how it looks on its wire.
/// Every text is for the person who sent the request: what was wrong and what to do; no secrets.
public sealed interface Failure {
  /// A field of the request cannot be honoured. `field` is its path, as in `messages[0].content`;
  /// empty when the whole body is meant.
  record BadRequest(String field, Problem problem, String why) implements Failure {}

  /// What is wrong with a field.
  enum Problem {
    MALFORMED,
    MISSING,
    WRONG_TYPE,
    OUT_OF_RANGE,
    UNKNOWN_FIELD,
    UNSUPPORTED
  }

  /// No key, or one that we do not know.
  record Unauthorized(String why) implements Failure {}

  /// No model of that name is on offer.
  ///
  /// @param model the name, cut where it is too long to be told back
  record ModelNotFound(String model) implements Failure {
    private static final int LONGEST = 200;

    public ModelNotFound {
      if (model.length() > LONGEST) {
        model = model.substring(0, LONGEST) + "…";
      }
    }
  }

  /// The prompt, or the prompt with the answer asked for, is longer than the model's window.
  ///
  /// @param asked tokens of the prompt
  /// @param window tokens that the model can see at once
  record ContextExceeded(int asked, int window) implements Failure {}

  /// The body is larger than the limit, in bytes.
  record TooLarge(long limit) implements Failure {}

  /// Nothing is served at that path.
  record NoSuchPath(String path) implements Failure {}

  /// The path is right, the method is not.
  record MethodNotAllowed(String method, List<String> allowed) implements Failure {}

  /// The body is not of a type that we read.
  record UnsupportedMediaType(String given, String wanted) implements Failure {}

  /// The client did not send its request in time.
  record TooSlow(String what, Duration limit) implements Failure {}

  /// Too much is asked at once; worth another try after `retryAfter`.
  record Overloaded(String why, Duration retryAfter) implements Failure {}

  /// We are stopping, or nobody who could answer is reachable; worth another try.
  record Unavailable(String why) implements Failure {}

  /// A provider refused or failed. `status` is its HTTP status; `message` its own words, with
  /// secrets taken out; `code` its own code if it gave one.
  ///
  /// @param retryAfter when it wants to be asked again, if it said so
  record Upstream(
      String provider,
      int status,
      Optional<String> code,
      String message,
      Optional<Duration> retryAfter)
      implements Failure {
    /// One that did not say when to come again.
    public Upstream(String provider, int status, Optional<String> code, String message) {
      this(provider, status, code, message, Optional.empty());
    }

    /// The same, to be asked again after so long.
    public Upstream withRetryAfter(Duration after) {
      return new Upstream(provider, status, code, message, Optional.of(after));
    }
  }

  /// How long the one who failed wants to be left alone, if it said so.
  default Optional<Duration> rest() {
    return switch (this) {
      case Overloaded(_, var after) -> Optional.of(after);
      case Upstream(_, _, _, _, var after) -> after;
      case BadRequest _,
          Unauthorized _,
          ModelNotFound _,
          ContextExceeded _,
          TooLarge _,
          NoSuchPath _,
          MethodNotAllowed _,
          UnsupportedMediaType _,
          TooSlow _,
          Unavailable _,
          Silent _,
          Truncated _,
          NotFound _,
          Conflict _,
          KeyTaken _,
          NoZeroRetention _,
          OverQuota _,
          TimedOut _,
          Cancelled _,
          Internal _ ->
          Optional.empty();
    };
  }

  /// A provider accepted a request and then said nothing for `waited`.
  record Silent(String provider, Duration waited) implements Failure {}

  /// A provider's stream ended before it was whole.
  record Truncated(String provider, String why) implements Failure {}

  /// What was asked for by its id is not there, or not there any more.
  ///
  /// @param what the kind of thing, as `response`
  record NotFound(String what, String id) implements Failure {}

  /// What was asked for cannot be done as things stand, as cancelling what has ended.
  record Conflict(String why) implements Failure {}

  /// A key under which a request may be sent again stands for another request.
  record KeyTaken(String why) implements Failure {}

  /// There is no deployment of the model that keeps nothing, and that was demanded.
  record NoZeroRetention(String model) implements Failure {}

  /// The account has nothing left to spend.
  record OverQuota(String why) implements Failure {}

  /// The answer took longer than it may, and was cancelled; another try would run it again.
  record TimedOut(Duration limit) implements Failure {}

  /// Somebody who may do so has cancelled the answer.
  record Cancelled() implements Failure {}

  /// A bug of ours. `reference` finds it in the log.
  record Internal(String reference) implements Failure {}
}
