package dev.millrace.engine.schedule;

import dev.millrace.engine.token.Tokenizer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Set;

/// How a model's tokens are read. Thread-safe.
public final class Wording {
  private final Tokenizer tokenizer;
  private final BitSet endings = new BitSet();

  /// @param endings tokens with which the model ends an answer
  public Wording(Tokenizer tokenizer, Set<Integer> endings) {
    this.tokenizer = tokenizer;
    endings.forEach(this.endings::set);
  }

  Tokenizer tokenizer() {
    return tokenizer;
  }

  /// What the tokens of a prompt stand for; without the token that the model wants before every text.
  String text(int[] prompt) {
    boolean begun = tokenizer.addBeginOfText() && prompt[0] == tokenizer.beginOfText().orElse(-1);
    return tokenizer.decode(begun ? Arrays.copyOfRange(prompt, 1, prompt.length) : prompt);
  }

  boolean ends(int token) {
    return endings.get(token);
  }

  /// The first ending from `token` on, or -1.
  int nextEnding(int token) {
    return endings.nextSetBit(token);
  }
}
