package dev.millrace.gateway.profile;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Reasoning;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/// OpenAI's and Anthropic's own surfaces. OpenAI's is made strict: a field that we do not know is
/// refused, not ignored. Anthropic's clients send fields of betas that come and go, which are
/// dropped and reported.
public final class Standard implements Profile {
  private final AnswerIds ids;

  public Standard(InstantSource clock) {
    this.ids = new AnswerIds(clock);
  }

  @Override
  public String newId(String prefix) {
    return prefix + ids.next();
  }

  @Override
  public Unknown unknownFields(Surface surface, Optional<String> wish) {
    return switch (wish.map(value -> value.strip().toLowerCase(Locale.ROOT)).orElse("")) {
      case "lenient" -> Unknown.DROP;
      case "strict" -> Unknown.REFUSE;
      default ->
          switch (surface.family()) {
            case OPENAI -> Unknown.REFUSE;
            case ANTHROPIC -> Unknown.DROP;
          };
    };
  }

  @Override
  public ErrorBody error(Failure failure, String requestId, Surface surface) {
    return switch (surface.family()) {
      case OPENAI -> Failures.write(failure, requestId, surface.prompt());
      case ANTHROPIC ->
          dev.millrace.gateway.dialect.anthropic.Failures.write(
              failure, requestId, surface.prompt());
    };
  }

  @Override
  public Style style() {
    return Style.standard();
  }

  @Override
  public Habits habits() {
    return new Habits(true, Reasoning.Mode.OFF);
  }
}
