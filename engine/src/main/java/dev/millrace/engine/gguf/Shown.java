package dev.millrace.engine.gguf;

/// A name from a file, made fit for a message: short, and without control characters.
final class Shown {
  private static final int LONGEST = 80;

  private Shown() {}

  static String of(String name) {
    var shown = name.length() > LONGEST ? name.substring(0, LONGEST) + "..." : name;
    return shown
        .codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
