package dev.millrace.engine.schedule;

import dev.millrace.llm.TokenLogprob;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Text that has been generated but not told yet, with the likelihoods of its tokens. A token whose
/// bytes end within a character belongs to the text that this character is in.
final class Spoken {
  private record Mark(int start, TokenLogprob logprob) {}

  private final StringBuilder text = new StringBuilder();
  private final Deque<Mark> marks = new ArrayDeque<>();
  private final List<TokenLogprob> unfinished = new ArrayList<>();
  private int told;

  /// A token's text, empty while a character is unfinished.
  void add(String more, Optional<TokenLogprob> logprob) {
    logprob.ifPresent(unfinished::add);
    if (more.isEmpty()) {
      return;
    }
    int start = told + text.length();
    text.append(more);
    for (int at = 0; at < unfinished.size(); at++) {
      marks.add(new Mark(start, unfinished.get(at)));
    }
    unfinished.clear();
  }

  int length() {
    return text.length();
  }

  StringBuilder text() {
    return text;
  }

  /// Takes characters from the front, as much as is told at once.
  Told take(int count) {
    String taken = text.substring(0, count);
    text.delete(0, count);
    told += count;
    if (marks.isEmpty()) {
      return new Told(taken, List.of());
    }
    var logprobs = new ArrayList<TokenLogprob>();
    while (!marks.isEmpty() && marks.peekFirst().start() < told) {
      logprobs.add(marks.removeFirst().logprob());
    }
    return new Told(taken, logprobs);
  }

  /// Forgets all but the first `count` characters, and the tokens of which none is left.
  void cut(int count) {
    text.setLength(count);
    int end = told + count;
    marks.removeIf(mark -> mark.start() >= end);
    unfinished.clear();
  }

  /// Text with the likelihoods of the tokens that begin in it.
  record Told(String text, List<TokenLogprob> logprobs) {}
}
