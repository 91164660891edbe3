package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.dialect.Reading;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.llm.Json;
import java.util.List;

/// OpenAI's Chat Completions, as we serve it.
public final class ChatCompletions implements Dialect {
  @Override
  public String prefix() {
    return "chatcmpl-";
  }

  @Override
  public Surface surface() {
    return Surface.openAi("messages");
  }

  @Override
  public dev.millrace.gateway.dialect.Asked read(Json.Fields body, Reading reading) {
    Asked asked = Requests.read(body, reading);
    return new dev.millrace.gateway.dialect.Asked(
        List.of(asked.request()), asked.stream(), asked.notes(), asked::writer);
  }
}
