package dev.millrace.engine.template;

/// Where something stands in a template's source.
///
/// @param line from 1
/// @param column from 1, in UTF-16 units
record Place(int line, int column) {
  static Place of(String source, int offset) {
    int line = 1;
    int start = 0;
    for (int at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) {
      line++;
      start = at + 1;
    }
    return new Place(line, offset - start + 1);
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
