package dev.millrace.gateway.dialect.openai.responses;

/// What a client wrote, short enough to be said back to it.
final class Shown {
  private static final int LONGEST = 40;

  private Shown() {}

  static String clipped(String text) {
    String shown =
        text.codePoints()
            .limit(LONGEST)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return shown.length() < text.length() ? shown + "..." : shown;
  }
}
