package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.preference.Preferences;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// On what terms a request is planned.
///
/// @param unknown what becomes of fields that the model's target cannot honour
/// @param habits what is done where the request leaves it unsaid
/// @param zeroRetention whether nobody may keep anything of it
/// @param notes what became of fields until now
/// @param preferences what the client says about who is to answer
/// @param session what the request belongs to, among all of all accounts; requests of one session
///     may be kept at one place
/// @param regions where it may be answered, in small letters; anywhere if there are none. `eu` means
///     `eu-west-1`, too
/// @param repairs how often an answer that is not of the form demanded may be mended; absent: as the
///     model's manner says
public record Terms(
    Unknown unknown,
    Habits habits,
    boolean zeroRetention,
    List<Note> notes,
    Preferences preferences,
    Optional<String> session,
    Set<String> regions,
    OptionalInt repairs) {
  public Terms {
    notes = List.copyOf(notes);
    regions = Set.copyOf(regions);
  }

  /// For a client to whom it is all the same who answers.
  public Terms(Unknown unknown, Habits habits, boolean zeroRetention, List<Note> notes) {
    this(
        unknown,
        habits,
        zeroRetention,
        notes,
        Preferences.none(),
        Optional.empty(),
        Set.of(),
        OptionalInt.empty());
  }

  /// The same where nobody may keep anything, or where they may.
  public Terms withZeroRetention(boolean other) {
    return new Terms(unknown, habits, other, notes, preferences, session, regions, repairs);
  }

  /// The same for a client that says something about who is to answer.
  public Terms withPreferences(Preferences other) {
    return new Terms(unknown, habits, zeroRetention, notes, other, session, regions, repairs);
  }

  /// The same for a request that belongs to something.
  public Terms withSession(Optional<String> other) {
    return new Terms(unknown, habits, zeroRetention, notes, preferences, other, regions, repairs);
  }

  /// The same for a request that may be answered only there.
  public Terms withRegions(Set<String> others) {
    return new Terms(unknown, habits, zeroRetention, notes, preferences, session, others, repairs);
  }

  /// The same where answers may be mended so often.
  public Terms withRepairs(OptionalInt other) {
    return new Terms(unknown, habits, zeroRetention, notes, preferences, session, regions, other);
  }

  /// The same where only those are asked who honour every field.
  Terms strict() {
    return new Terms(
        Unknown.REFUSE, habits, zeroRetention, notes, preferences, session, regions, repairs);
  }

  /// Whether nobody may keep anything of it, whoever demands it.
  public boolean forgetful() {
    return zeroRetention || preferences.zeroRetention();
  }
}
