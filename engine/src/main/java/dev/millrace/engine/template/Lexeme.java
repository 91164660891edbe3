package dev.millrace.engine.template;

/// A word of a template's source. `text` is what it says: the name, the symbol, the value of a
/// string without quotes and escapes.
record Lexeme(Kind kind, String text, int offset) {
  enum Kind {
    WORDS,
    PRINT_BEGIN,
    PRINT_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    INTEGER,
    FLOAT,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  boolean named(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  /// What a message of ours calls it.
  String told() {
    return switch (kind) {
      case END -> "the end of the template";
      case WORDS -> "text";
      case PRINT_BEGIN, PRINT_END, BLOCK_BEGIN, BLOCK_END, NAME, STRING, INTEGER, FLOAT, SYMBOL ->
          "'" + text + "'";
    };
  }
}
