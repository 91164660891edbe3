package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.dialect.Reading;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.llm.Json;

/// OpenAI's Completions, as we serve it.
public final class Completions implements Dialect {
  @Override
  public String prefix() {
    return "cmpl-";
  }

  @Override
  public Surface surface() {
    return Surface.openAi("prompt");
  }

  @Override
  public Asked read(Json.Fields body, Reading reading) {
    return new RequestReader(body, reading.unknown()).read();
  }
}
