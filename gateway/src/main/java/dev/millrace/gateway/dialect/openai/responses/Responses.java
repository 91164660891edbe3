package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.dialect.Reading;
import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.llm.Json;
import java.time.InstantSource;

/// OpenAI's Responses, as we serve it.
public final class Responses implements Dialect {
  private final Thoughts thoughts;
  private final Past past;
  private final InstantSource clock;
  private final boolean keeps;

  /// @param seal for thoughts that clients carry
  /// @param past what requests may refer to
  public Responses(Seal seal, Past past, InstantSource clock) {
    this(new Thoughts(seal), past, clock, true);
  }

  private Responses(Thoughts thoughts, Past past, InstantSource clock, boolean keeps) {
    this.thoughts = thoughts;
    this.past = past;
    this.clock = clock;
    this.keeps = keeps;
  }

  /// The same for those who demand that nothing is kept.
  public Responses forgetful() {
    return new Responses(thoughts, past, clock, false);
  }

  @Override
  public String prefix() {
    return "resp_";
  }

  @Override
  public Surface surface() {
    return Surface.openAi("input");
  }

  /// The writer of what was asked is a [Writing].
  @Override
  public Asked read(Json.Fields body, Reading reading) {
    return new RequestReader(body, reading, thoughts, keeps).read(past, clock);
  }
}
