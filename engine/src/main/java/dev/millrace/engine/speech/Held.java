package dev.millrace.engine.speech;

import java.util.List;
import java.util.function.IntConsumer;

/// Characters that were read, but of which it is not known yet what they are. Signs of control
/// tokens among them are told as nothing, whatever the rest is.
final class Held {
  /// [#match]: the end may become a tag yet.
  static final int BEGUN = -1;

  /// [#match]: the end is no tag and cannot become one.
  static final int NONE = -2;

  private final Voice voice;
  private final StringBuilder characters = new StringBuilder();
  private boolean afterHigh;

  Held(Voice voice) {
    this.voice = voice;
  }

  void add(char next) {
    characters.append(next);
  }

  int length() {
    return characters.length();
  }

  char at(int place) {
    return characters.charAt(place);
  }

  /// All of them.
  String all() {
    return characters.toString();
  }

  /// Whether the first one is the second half of a character whose first half has been told.
  boolean beginsInside() {
    return afterHigh && !characters.isEmpty() && Character.isLowSurrogate(characters.charAt(0));
  }

  /// Which of the tags the characters from `from` on are, or whether they may become one.
  int match(int from, List<String> tags) {
    int length = characters.length() - from;
    boolean begun = false;
    for (int at = 0; at < tags.size(); at++) {
      String tag = tags.get(at);
      boolean agrees = tag.length() >= length;
      for (int place = 0; agrees && place < length; place++) {
        agrees = tag.charAt(place) == characters.charAt(from + place);
      }
      if (agrees && tag.length() == length) {
        return at;
      }
      begun |= agrees;
    }
    return begun ? BEGUN : NONE;
  }

  void text(int count) {
    tell(count, voice::text);
  }

  void thought(int count) {
    tell(count, voice::thought);
  }

  void arguments(int count) {
    tell(count, voice::arguments);
  }

  void nothing(int count) {
    tell(count, voice::nothing);
  }

  private void tell(int count, IntConsumer kind) {
    for (int at = 0; at < count; at++) {
      char next = characters.charAt(at);
      if (!afterHigh && Script.isSign(next)) {
        voice.nothing(1);
      } else {
        kind.accept(1);
      }
      afterHigh = Character.isHighSurrogate(next);
    }
    characters.delete(0, count);
  }

  /// Takes back the last one, which is to be read again.
  void back() {
    characters.setLength(characters.length() - 1);
  }

  /// Takes all back, to be read again.
  String again() {
    String all = characters.toString();
    characters.setLength(0);
    return all;
  }
}
