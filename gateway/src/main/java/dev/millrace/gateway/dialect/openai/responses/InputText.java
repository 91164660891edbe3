package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.openai.request.CustomTools;

/// The input of a custom tool as it grows: what stands in the string `input` of the arguments, in
/// which a model has to wrap it. Arguments that do not begin as they should are looked at when they
/// are whole. Not thread-safe.
final class InputText {
  private static final String START = "{\"input\":\"";
  private static final String LOST = "\uFFFD";
  private static final int HEXADECIMAL = 16;
  private static final int DIGITS = 4;

  private final StringBuilder arguments = new StringBuilder();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder escape = new StringBuilder();
  private State state = State.BEFORE;
  private int matched;

  private enum State {
    BEFORE,
    INSIDE,
    AFTER,
    STRANGE
  }

  /// The input that arguments hold, as much as there is of them.
  static String of(String arguments) {
    var input = new InputText();
    String grown = input.grow(arguments);
    return grown + input.rest();
  }

  /// Takes more of the arguments; returns what the input has grown by.
  String grow(String delta) {
    arguments.append(delta);
    int before = whole();
    for (int at = 0; at < delta.length(); at++) {
      take(delta.charAt(at));
    }
    return text.substring(before, whole());
  }

  /// The arguments are whole; returns what is left of the input.
  String rest() {
    return switch (state) {
      case BEFORE, STRANGE -> CustomTools.unwrapped(arguments.toString());
      case INSIDE, AFTER -> whole() < text.length() ? LOST : "";
    };
  }

  /// A pair of surrogates goes out together.
  private int whole() {
    int end = text.length();
    return end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
  }

  private void take(char sign) {
    switch (state) {
      case BEFORE -> start(sign);
      case INSIDE -> inside(sign);
      case AFTER, STRANGE -> {}
    }
  }

  private void start(char sign) {
    if (sign == START.charAt(matched)) {
      matched++;
      state = matched == START.length() ? State.INSIDE : State.BEFORE;
    } else if (!isSpace(sign) || isInName()) {
      state = State.STRANGE;
    }
  }

  private boolean isInName() {
    return matched > 1 && matched < START.indexOf(':');
  }

  private static boolean isSpace(char sign) {
    return sign == ' ' || sign == '\n' || sign == '\r' || sign == '\t';
  }

  private void inside(char sign) {
    if (!escape.isEmpty()) {
      escaped(sign);
    } else if (sign == '\\') {
      escape.append(sign);
    } else if (sign == '"') {
      state = State.AFTER;
    } else {
      put(sign);
    }
  }

  private void escaped(char sign) {
    escape.append(sign);
    boolean unicode = escape.charAt(1) == 'u';
    if (!unicode) {
      put(simple(sign));
      escape.setLength(0);
    } else if (escape.length() == 2 + DIGITS) {
      put(code(escape.substring(2)));
      escape.setLength(0);
    }
  }

  /// Half of a pair is no character.
  private void put(char sign) {
    boolean half = whole() < text.length();
    boolean second = Character.isLowSurrogate(sign);
    if (half && !second) {
      text.setLength(whole());
      text.append(LOST);
    }
    if (second && !half) {
      text.append(LOST);
    } else {
      text.append(sign);
    }
  }

  private static char simple(char sign) {
    return switch (sign) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> sign;
    };
  }

  private static char code(String digits) {
    try {
      return (char) Integer.parseInt(digits, HEXADECIMAL);
    } catch (NumberFormatException _) {
      return LOST.charAt(0);
    }
  }
}
