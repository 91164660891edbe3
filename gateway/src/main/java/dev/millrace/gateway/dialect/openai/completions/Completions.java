package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.llm.Json;

/// OpenAI's Completions, as we serve it.
public final class Completions implements Dialect {
  @Override
  public String prefix() {
    return "cmpl-";
  }

  @Override
  public String prompt() {
    return "prompt";
  }

  @Override
  public Asked read(Json.Fields body, Unknown unknown) {
    return new RequestReader(body, unknown).read();
  }
}
