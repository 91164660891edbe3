package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the content of a message: a string, or blocks, of which each role has its own kinds.
///
/// @param rest is told of what cannot be honoured
record BlocksReader(Rest rest, Thoughts thoughts) {
  /// How Claude Code begins the first block of a system prompt that is meant for Anthropic's books.
  /// It differs from turn to turn, so that no prefix would ever be met again. (2026-11)
  private static final String BILLING = "x-anthropic-billing-header:";

  /// Blocks about what Anthropic's servers did.
  private static final Set<String> SERVERS =
      Set.of(
          "advisor_tool_result",
          "bash_code_execution_tool_result",
          "code_execution_tool_result",
          "compaction",
          "container_upload",
          "fallback",
          "mcp_tool_result",
          "mcp_tool_use",
          "server_tool_use",
          "text_editor_code_execution_tool_result",
          "tool_search_tool_result",
          "web_fetch_tool_result",
          "web_search_tool_result");

  /// Reads blocks of some kinds.
  @FunctionalInterface
  private interface Kinds {
    /// Adds what a block says; returns whether the block was understood, and not left out whole.
    boolean read(String type, Members block, Value given, List<Part> parts);
  }

  List<Part> system(Value content) {
    return read(content, this::systemBlock);
  }

  List<Part> user(Value content) {
    return read(content, this::userBlock);
  }

  /// An answer may be empty.
  List<Part> assistant(Value content) {
    return content.json().equals(new Json.Items(List.of()))
        ? List.of()
        : read(content, this::assistantBlock);
  }

  private List<Part> read(Value content, Kinds kinds) {
    if (content.json() instanceof Json.Text(var text)) {
      return List.of(new Part.Text(text));
    }
    if (!(content.json() instanceof Json.Items(var values))) {
      throw content.refuse(Problem.WRONG_TYPE, "must be a string or an array of content blocks");
    }
    if (values.isEmpty()) {
      throw content.refuse(Problem.OUT_OF_RANGE, "must hold at least one content block");
    }
    var parts = new ArrayList<Part>();
    for (Value given : content.items()) {
      var block = given.object();
      boolean understood = kinds.read(block.need("type").text(), block, given, parts);
      new CacheReader(rest).read(block).ifPresent(parts::add);
      if (understood) {
        rest.of(block);
      }
    }
    return parts;
  }

  private boolean systemBlock(String type, Members block, Value given, List<Part> parts) {
    if (!type.equals("text")) {
      return other(given, block, "\"text\"");
    }
    var text = text(block);
    if (text.text().startsWith(BILLING)) {
      rest.note(Note.dropped(given.path(), "is meant for Anthropic's books, not for the model"));
    } else {
      parts.add(text);
    }
    return true;
  }

  private boolean userBlock(String type, Members block, Value given, List<Part> parts) {
    if (!type.equals("tool_result")) {
      return shown(type, block, given, parts);
    }
    result(block, parts);
    return true;
  }

  /// What can be shown to a model, by the user or by a tool.
  private boolean shown(String type, Members block, Value given, List<Part> parts) {
    var documents = new DocumentReader(block, given, rest);
    switch (type) {
      case "text" -> parts.add(text(block));
      case "image" -> parts.add(documents.image());
      case "document" -> parts.addAll(documents.document());
      case "search_result" -> parts.addAll(documents.searchResult());
      case "tool_reference" -> parts.add(documents.toolReference());
      default -> {
        return other(given, block, "the type of a block of the user, as \"text\"");
      }
    }
    return true;
  }

  private void result(Members block, List<Part> parts) {
    Value call = block.need("tool_use_id");
    var content = new ArrayList<Part>();
    block
        .find("content")
        .filter(given -> !given.json().equals(new Json.Items(List.of())))
        .ifPresent(given -> content.addAll(read(given, this::shown)));
    List<Part> points = content.stream().filter(Part.CachePoint.class::isInstance).toList();
    content.removeAll(points);
    parts.add(new Part.ToolResult(call.text(), content, block.isOn("is_error")));
    points.stream().limit(1).forEach(parts::add);
  }

  private boolean assistantBlock(String type, Members block, Value given, List<Part> parts) {
    switch (type) {
      case "text" -> parts.add(text(block));
      case "thinking" -> thought(block, given, parts);
      case "redacted_thinking" -> parts.add(thoughts.withheld(block.need("data").text()));
      case "tool_use" -> parts.add(call(block));
      default -> {
        return other(given, block, "the type of a block of the assistant, as \"text\"");
      }
    }
    return true;
  }

  private void thought(Members block, Value given, List<Part> parts) {
    String shown = block.need("thinking").text();
    var thought = thoughts.thought(shown, block.text("signature").orElse(""));
    if (thought.text().isEmpty() && thought.signature().isEmpty()) {
      rest.note(Note.dropped(given.path(), "is empty, and its signature is not from here"));
      return;
    }
    parts.add(thought);
  }

  private Part call(Members block) {
    Value id = block.need("id");
    Value name = block.need("name");
    for (Value needed : List.of(id, name)) {
      if (needed.text().isEmpty()) {
        throw needed.refuse(Problem.OUT_OF_RANGE, "must not be empty");
      }
    }
    var input = block.need("input").object().json();
    block.find("caller"); // who asked the model for it, which is always the client here
    block.find("toolset_name");
    return new Part.ToolCall(id.text(), name.text(), Arguments.of(input));
  }

  private Part.Text text(Members block) {
    String text = block.need("text").text();
    block
        .find("citations")
        .filter(citations -> !citations.json().equals(new Json.Items(List.of())))
        .ifPresent(
            citations -> rest.note(Note.dropped(citations.path(), "are not shown to models")));
    return new Part.Text(text);
  }

  /// What we never show is left out; what nobody knows is refused.
  private boolean other(Value given, Members block, String wanted) {
    Value type = block.need("type");
    if (!SERVERS.contains(type.text())) {
      throw type.outside(wanted);
    }
    rest.unsupported(given, "is about what Anthropic's own servers did");
    return false;
  }
}
