package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Stop;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The words of Converse.
final class Wire {
  /// Where Claude tells which stop sequence came up.
  static final String SEQUENCE = "stop_sequence";

  private static final Set<String> MALFORMED =
      Set.of("malformed_model_output", "malformed_tool_use");

  private Wire() {}

  /// What can be asked for.
  static Means means() {
    return new Means(
        EnumSet.of(
            Parameter.TEMPERATURE,
            Parameter.TOP_P,
            Parameter.TOP_K,
            Parameter.MAX_TOKENS,
            Parameter.STOP),
        Map.of(Parameter.TEMPERATURE, new Parameter.Span(0, 1)),
        EnumSet.of(
            Ask.PREFILL,
            Ask.TOOLS,
            Ask.FORCED_CALLS,
            Ask.STRICT_TOOLS,
            Ask.CACHE_POINTS,
            Ask.IMAGES,
            Ask.DOCUMENTS,
            Ask.AUDIO,
            Ask.VIDEO,
            Ask.IMAGES_OF_TOOLS),
        EnumSet.of(Means.Shape.SCHEMA),
        new Means.Thinking(true, EnumSet.complementOf(EnumSet.of(Effort.MINIMAL)), true),
        Optional.of(Set.of()),
        Set.of(Family.ANTHROPIC.word(), Family.AMAZON.word()));
  }

  /// What a model says of its own thoughts, for its maker to read.
  static Part.Signature signature(Family family, String value) {
    return new Part.Signature(family.word(), value);
  }

  /// Why an answer ended. With a call in it, it waits for the call's result whatever it says.
  static Stop stop(String reason, boolean called, Optional<String> sequence) {
    return switch (reason) {
      case "max_tokens" -> new Stop.Length();
      case "model_context_window_exceeded" -> new Stop.Window();
      case "guardrail_intervened", "content_filtered" -> new Stop.Filtered();
      case "stop_sequence" -> called ? new Stop.ToolCalls() : matched(sequence);
      default -> called ? new Stop.ToolCalls() : new Stop.Ended();
    };
  }

  private static Stop matched(Optional<String> sequence) {
    return sequence.<Stop>map(Stop.Matched::new).orElseGet(Stop.Ended::new);
  }

  /// Whether the model said what its own maker cannot read.
  static boolean isMalformed(String reason) {
    return MALFORMED.contains(reason);
  }

  /// Which stop sequence came up: as Claude tells, else the only one there was.
  static Optional<String> sequence(Members told, List<String> asked) {
    return told.find("additionalModelResponseFields")
        .filter(fields -> fields.json() instanceof Json.Fields)
        .flatMap(fields -> fields.object().find(SEQUENCE))
        .filter(value -> value.json() instanceof Json.Text)
        .map(Value::text)
        .or(() -> asked.size() == 1 ? Optional.of(asked.getFirst()) : Optional.empty());
  }
}
