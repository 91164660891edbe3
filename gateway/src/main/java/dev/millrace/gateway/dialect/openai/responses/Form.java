package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How the answer to one request is written.
///
/// @param repeated members of the request that every response repeats
/// @param names what the tools are to the client
/// @param summary whether thoughts are shown as their own summary
/// @param encrypted whether sealed thoughts go to the client
/// @param background whether the answer is given to nobody at first
record Form(
    Map<String, Json> repeated,
    Names names,
    boolean summary,
    boolean encrypted,
    boolean background,
    Thoughts thoughts,
    InstantSource clock) {
  Form {
    repeated = Collections.unmodifiableMap(new LinkedHashMap<>(repeated));
  }

  /// The same at a time that stands still.
  Form at(Instant time) {
    return new Form(
        repeated, names, summary, encrypted, background, thoughts, InstantSource.fixed(time));
  }

  /// The same with all thoughts sealed.
  Form sealing() {
    return new Form(repeated, names, summary, true, background, thoughts, clock);
  }

  /// A thought for the client to carry, if that was asked for.
  Optional<String> sealed(Part part) {
    if (!encrypted) {
      return Optional.empty();
    }
    return switch (part) {
      case Part.Thought thought -> Optional.of(thoughts.seal(thought));
      case Part.Withheld withheld -> Optional.of(thoughts.seal(withheld));
      case Part.Text _,
          Part.Refusal _,
          Part.ToolCall _,
          Part.ToolResult _,
          Part.Attachment _,
          Part.CachePoint _ ->
          Optional.empty();
    };
  }
}
