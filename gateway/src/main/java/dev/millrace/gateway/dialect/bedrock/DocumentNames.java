package dev.millrace.gateway.dialect.bedrock;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Names of the documents of one request: letters and digits of ASCII, single spaces, hyphens,
/// parentheses and brackets, at most 200, and no two alike (API reference, DocumentBlock, 2026-11).
/// The model sees them, so an ending becomes a word. Not thread-safe.
final class DocumentNames {
  private static final int LONGEST = 200;
  private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9()\\[\\]-]+");

  private final Set<String> taken = new HashSet<>();

  /// A name for a document that its owner calls so.
  String name(String owners) {
    String safe = OTHERS.matcher(owners).replaceAll(" ").strip();
    String name = clipped(safe.isEmpty() ? "document" : safe, LONGEST);
    int number = 1;
    String unlike = name;
    while (!taken.add(unlike)) {
      number++;
      String end = " (" + number + ")";
      unlike = clipped(name, LONGEST - end.length()) + end;
    }
    return unlike;
  }

  private static String clipped(String name, int most) {
    return name.length() <= most ? name : name.substring(0, most).strip();
  }
}
