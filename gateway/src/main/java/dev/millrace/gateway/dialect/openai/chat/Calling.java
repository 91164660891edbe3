package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.llm.Json;
import java.util.Map;

/// How a server is told of tools.
///
/// @param required its word for that some tool must be called, as Mistral's `any`
/// @param parallel its field for whether several may be called at once; empty: it has none
/// @param stated whether that field is always sent, as its default is not OpenAI's
/// @param ids what ids of calls must look like there
/// @param schemas what schemas of arguments must look like there
/// @param beside fields that go with tools, by path, as Z.ai's `tool_stream`
public record Calling(
    String required,
    String parallel,
    boolean stated,
    CallIds ids,
    Schemas schemas,
    Map<String, Json> beside) {
  public Calling {
    beside = Tree.sorted(beside);
  }

  /// What schemas of arguments must look like.
  public enum Schemas {
    /// JSON Schema.
    ANY,
    /// Moonshot's flavour of it; see [MoonshotSchema].
    MOONSHOT
  }

  /// OpenAI's.
  public static Calling usual() {
    return new Calling(
        "required", "parallel_tool_calls", false, CallIds.ANY, Schemas.ANY, Map.of());
  }
}
