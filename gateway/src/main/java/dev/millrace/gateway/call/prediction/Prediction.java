package dev.millrace.gateway.call.prediction;

import dev.millrace.gateway.catalog.VersionedName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is known of one answer.
///
/// @param id a UUID; that of the answer ends in it
/// @param account whose it is
/// @param model with its version
/// @param updated when its status changed last
/// @param setup from its creation to its start; absent before
/// @param execution from its start to its end; absent before, and where it never started
/// @param fault why it failed, if it did
/// @param input the request, as JSON
/// @param output the answer, as JSON; absent unless it succeeded
public record Prediction(
    String id,
    String account,
    VersionedName model,
    Instant created,
    Instant updated,
    Status status,
    Optional<Duration> setup,
    Optional<Duration> execution,
    Optional<Fault> fault,
    String input,
    Optional<String> output) {
  /// How far it is.
  public enum Status {
    PENDING,
    STARTED,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /// Whether nothing more will happen.
    boolean ended() {
      return switch (this) {
        case PENDING, STARTED -> false;
        case SUCCEEDED, FAILED, CANCELLED -> true;
      };
    }
  }

  /// Why one failed.
  ///
  /// @param source `internal` for what is ours, `external` for what the model's provider did
  /// @param detail a code for programs
  public record Fault(String source, String message, String detail) {}

  /// How one ended.
  ///
  /// @param status one that has ended
  record End(Status status, Optional<Fault> fault, Optional<String> output) {}

  /// One that has not started.
  static Prediction pending(
      String id, String account, VersionedName model, Instant now, String input) {
    return new Prediction(
        id,
        account,
        model,
        now,
        now,
        Status.PENDING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        input,
        Optional.empty());
  }

  /// The same, answered by another model.
  Prediction by(VersionedName other) {
    return new Prediction(
        id, account, other, created, updated, status, setup, execution, fault, input, output);
  }

  /// The same, started.
  Prediction started(Instant now) {
    return new Prediction(
        id,
        account,
        model,
        created,
        now,
        Status.STARTED,
        Optional.of(Duration.between(created, now)),
        execution,
        fault,
        input,
        output);
  }

  /// The same at its end.
  Prediction ended(Instant now, End end) {
    return new Prediction(
        id,
        account,
        model,
        created,
        now,
        end.status(),
        setup,
        setup.map(before -> Duration.between(created.plus(before), now)),
        end.fault(),
        input,
        end.output());
  }

  /// How many characters of memory it takes, roughly.
  long size() {
    return 1_000L + input.length() + output.map(String::length).orElse(0);
  }
}
