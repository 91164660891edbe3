package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.llm.Json;
import dev.millrace.llm.Tools;
import java.util.List;

/// The tools of a request.
///
/// @param tools as a model sees them
/// @param names what they are to the client
/// @param shown as a response repeats them; those that were left out are not among them
/// @param choice as a response repeats it
record Toolbox(Tools tools, Names names, List<Json> shown, Json choice) {
  Toolbox {
    shown = List.copyOf(shown);
  }
}
