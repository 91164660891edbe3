package dev.millrace.gateway.json;

/// A place in a text, as people count: from 1; columns count characters.
record Place(int line, int column) {
  /// As at the end of a path: `:1:17`.
  String suffix() {
    return ":" + line + ":" + column;
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
