package dev.millrace.engine.schedule;

import dev.millrace.engine.sample.Mask;
import dev.millrace.engine.token.Kind;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.grammar.Language;
import dev.millrace.grammar.Masks;
import dev.millrace.grammar.Matcher;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What keeps one choice in a language.
final class Guide {
  private static final int[] NOTHING = {};

  private final Matcher matcher;
  private final Wording wording;

  Guide(Language language, Wording wording) {
    this.matcher = language.matcher();
    this.wording = wording;
  }

  /// Allows what may come next, and nothing else.
  void restrict(Mask mask, Masks masks) {
    masks.allowed(matcher, mask.words());
    if (matcher.complete()) {
      for (int token = wording.nextEnding(0); token >= 0; token = wording.nextEnding(token + 1)) {
        mask.allow(token);
      }
    }
  }

  /// Takes a token that was allowed and ends nothing.
  ///
  /// @throws IllegalStateException if it was not
  void accept(int token) {
    if (!matcher.accept(wording.spelling(token))) {
      throw new IllegalStateException("token " + token + " leaves the language");
    }
  }

  /// Whether nothing can follow.
  boolean over() {
    return !matcher.open();
  }

  /// A text in the tokens in which the model would write it: `<tool_call>` is one, where the vocabulary has it as a
  /// text of its own. A name of a control token is mere text here.
  private int[] written(String text) {
    Tokenizer tokenizer = wording.tokenizer();
    int[] tokens = tokenizer.encode(text, true);
    boolean plain = Arrays.stream(tokens).noneMatch(one -> tokenizer.kind(one) == Kind.CONTROL);
    return plain ? tokens : tokenizer.encode(text, false);
  }

  /// Tokens that must come next however the answer goes on: the forced text, without the last token of it, in whose
  /// place a longer one may come.
  int[] forced() {
    byte[] bytes = matcher.forced();
    if (bytes.length < 2) {
      return NOTHING;
    }
    var text = CharBuffer.allocate(bytes.length);
    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, false);
    int[] tokens = written(text.flip().toString());
    return tokens.length < 2 ? NOTHING : Arrays.copyOf(tokens, tokens.length - 1);
  }
}
