package dev.millrace.gateway.dialect.anthropic;

/// Takes away from the head of an answer what its beginning, which the request gave, ended with: a
/// model that was given the beginning without it says it again. Not thread-safe.
final class Blanks {
  private String owed;

  /// @param owed what was not sent
  Blanks(String owed) {
    this.owed = owed;
  }

  /// What is new in the next piece of text.
  String without(String text) {
    int same = 0;
    while (same < Math.min(owed.length(), text.length())
        && owed.charAt(same) == text.charAt(same)) {
      same++;
    }
    owed = same == text.length() ? owed.substring(same) : "";
    return text.substring(same);
  }
}
