package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.llm.Request;
import java.util.List;

/// A request as a client sent it: what it wants, how it wants to be told, and what of it was left
/// out: under `DROP` what we do not know, under any policy what asks for nothing.
///
/// @param stream whether the answer comes as server-sent events
/// @param dropped the paths of the fields left out
public record Asked(Request request, boolean stream, List<String> dropped) {
  public Asked {
    dropped = List.copyOf(dropped);
  }
}
