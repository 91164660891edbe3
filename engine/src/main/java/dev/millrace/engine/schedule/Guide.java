package dev.millrace.engine.schedule;

import dev.millrace.engine.sample.Mask;
import dev.millrace.engine.token.Kind;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.grammar.InvalidConstraint;
import dev.millrace.grammar.Language;
import dev.millrace.grammar.Masks;
import dev.millrace.grammar.Matcher;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
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
  ///
  /// @throws Refused if finding out takes too long
  void restrict(Mask mask, Masks masks) {
    try {
      masks.allowed(matcher, mask.words());
    } catch (InvalidConstraint endless) {
      throw tooMuch(endless.why());
    }
    if (matcher.complete()) {
      for (int token = wording.nextEnding(0); token >= 0; token = wording.nextEnding(token + 1)) {
        mask.allow(token);
      }
    }
  }

  /// Takes a token that was allowed and ends nothing.
  ///
  /// @throws Refused if it was not: then the text has had more readings than were followed
  void accept(int token) {
    if (!matcher.accept(wording.spelling(token))) {
      throw tooMuch("one text has too many readings to be followed");
    }
  }

  private static Refused tooMuch(String why) {
    String whole = "the constraint cannot be kept to: " + why;
    return new Refused(new Failure.BadRequest("", Failure.Problem.UNSUPPORTED, whole));
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
