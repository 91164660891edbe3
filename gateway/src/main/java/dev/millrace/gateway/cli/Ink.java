package dev.millrace.gateway.cli;

/// Emphasis for terminals that can show it; elsewhere the words alone.
record Ink(boolean coloured) {
  String bold(String text) {
    return dyed("1", text);
  }

  String faint(String text) {
    return dyed("2", text);
  }

  String green(String text) {
    return dyed("32", text);
  }

  String red(String text) {
    return dyed("31", text);
  }

  private String dyed(String code, String text) {
    return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
