package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Rendering;
import java.util.Map;
import java.util.Optional;

/// Reads how the conversation becomes a text, as vLLM lets clients say it.
record RenderingReader(Members body) {
  Rendering read() {
    Optional<String> template = body.find("chat_template").map(RenderingReader::template);
    Map<String, Json> variables =
        body.find("chat_template_kwargs")
            .map(given -> given.object().json().values())
            .orElse(Map.of());
    boolean continues = body.isOn("continue_final_message");
    Optional<Boolean> answers = body.find("add_generation_prompt").map(Value::bool);
    if (continues && answers.orElse(false)) {
      throw body.need("continue_final_message")
          .refuse(
              Problem.OUT_OF_RANGE,
              "goes on with the last message, which add_generation_prompt would end; send one");
    }
    return new Rendering(template, variables, answers.orElse(!continues), continues);
  }

  private static String template(Value given) {
    if (given.text().isEmpty()) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must not be empty");
    }
    return given.text();
  }
}
