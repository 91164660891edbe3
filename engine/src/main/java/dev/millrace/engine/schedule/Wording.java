package dev.millrace.engine.schedule;

import dev.millrace.engine.token.Tokenizer;
import dev.millrace.grammar.TokenTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// How a model's tokens are read. Thread-safe.
public final class Wording {
  private final Tokenizer tokenizer;
  private final BitSet endings = new BitSet();
  private Optional<Spelled> spelled = Optional.empty();

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

  /// What each token adds to a text under a constraint: a control token a marker of its name, an ending nothing.
  ///
  /// @param spellings none of them is changed
  private record Spelled(List<byte[]> spellings, TokenTable table) {}

  private Spelled spelled() {
    synchronized (endings) {
      if (spelled.isEmpty()) {
        var all = IntStream.range(0, tokenizer.size()).mapToObj(this::spell).toList();
        spelled = Optional.of(new Spelled(all, TokenTable.of(all)));
      }
      return spelled.get();
    }
  }

  private byte[] spell(int token) {
    if (ends(token)) {
      return new byte[0];
    }
    byte[] bytes = tokenizer.bytes(token);
    return switch (tokenizer.kind(token)) {
      case NORMAL, BYTE, USER_DEFINED -> bytes;
      case CONTROL -> TokenTable.marker(new String(bytes, StandardCharsets.UTF_8));
      case UNKNOWN, UNUSED -> new byte[0];
    };
  }

  /// The tokens as constraints read them. The first call takes a while.
  public TokenTable table() {
    return spelled().table();
  }

  /// What a token is under a constraint; not to be changed.
  byte[] spelling(int token) {
    return spelled().spellings().get(token);
  }

  boolean ends(int token) {
    return endings.get(token);
  }

  /// The first ending from `token` on, or -1.
  int nextEnding(int token) {
    return endings.nextSetBit(token);
  }
}
