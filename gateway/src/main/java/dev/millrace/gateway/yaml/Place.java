package dev.millrace.gateway.yaml;

/// Where in a file something stands; line and column count from 1.
public record Place(String file, int line, int column) implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    return line == other.line
        ? Integer.compare(column, other.column)
        : Integer.compare(line, other.line);
  }

  /// As compilers say it, `millrace.yaml:12:5`, so that editors and terminals can jump there.
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
