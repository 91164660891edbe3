package dev.millrace.gateway.dialect;

/// What became of one field of a request that was not simply kept.
///
/// @param field its path, as `tools[2].type`
/// @param why for people; empty where the fate says it all
public record Note(String field, Fate fate, String why) {
  /// What can become of a field.
  public enum Fate {
    /// It was carried on under another name.
    RENAMED,
    /// Its value was brought into the range that is allowed.
    CLAMPED,
    /// What it asks for was done in another way than the one it names.
    EMULATED,
    /// It was left out.
    DROPPED
  }

  /// A field that was left out.
  public static Note dropped(String field, String why) {
    return new Note(field, Fate.DROPPED, why);
  }
}
