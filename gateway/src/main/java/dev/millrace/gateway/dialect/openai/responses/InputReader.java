package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.request.CustomTools;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads the items of an input into turns.
///
/// @param rest is told of what cannot be honoured
record InputReader(Turns turns, Thoughts thoughts, Rest rest) {
  private static final String ROLES = "\"user\", \"assistant\", \"system\" or \"developer\"";
  private static final String TYPES =
      "\"message\", \"function_call\", \"function_call_output\", \"custom_tool_call\","
          + " \"custom_tool_call_output\", \"reasoning\" or \"item_reference\"";

  /// Items of tools that OpenAI itself runs, and of Codex's own: no model here can make anything of
  /// them. (2026-11)
  private static final Set<String> FOREIGN =
      Set.of(
          "additional_tools",
          "agent_message",
          "apply_patch_call",
          "apply_patch_call_output",
          "code_interpreter_call",
          "compaction",
          "compaction_summary",
          "compaction_trigger",
          "computer_call",
          "computer_call_output",
          "configuration_update",
          "context_compaction",
          "file_search_call",
          "ghost_snapshot",
          "image_generation_call",
          "local_shell_call",
          "local_shell_call_output",
          "mcp_approval_request",
          "mcp_approval_response",
          "mcp_call",
          "mcp_list_tools",
          "program",
          "program_output",
          "shell_call",
          "shell_call_output",
          "tool_search_call",
          "tool_search_output",
          "web_search_call");

  /// Reads one item. Its fields that we do not know are its owner's marks, which are left out.
  void read(Value given) {
    var item = given.object();
    Optional<Value> type = item.find("type");
    switch (type.map(Value::text).orElse("message")) {
      case "message" -> message(item);
      case "function_call" -> call(item, item.need("arguments").text());
      case "custom_tool_call" -> call(item, CustomTools.wrapped(item.need("input").text()));
      case "function_call_output", "custom_tool_call_output" -> output(item);
      case "reasoning" -> reasoning(item);
      default -> foreign(given, type.orElseThrow());
    }
  }

  private void foreign(Value item, Value type) {
    if (!FOREIGN.contains(type.text())) {
      throw type.outside(TYPES);
    }
    rest.note(Note.dropped(item.path(), "items of type " + type.text() + " mean nothing here"));
  }

  private void message(Members item) {
    Value role = item.need("role");
    Value content = item.need("content");
    switch (role.text()) {
      case "user" -> turns.heard(Role.USER, new ContentReader(false).read(content));
      case "system" -> turns.heard(Role.SYSTEM, new ContentReader(false).read(content));
      case "developer" -> turns.heard(Role.DEVELOPER, new ContentReader(false).read(content));
      case "assistant" -> turns.said(new ContentReader(true).read(content));
      default -> throw role.outside(ROLES);
    }
  }

  private void call(Members item, String arguments) {
    Value name = item.need("name");
    if (name.text().isEmpty()) {
      throw name.refuse(Problem.OUT_OF_RANGE, "must not be empty");
    }
    String flat = Names.flat(item.text("namespace"), name.text());
    turns.said(new Part.ToolCall(item.need("call_id").text(), flat, arguments));
  }

  private void output(Members item) {
    Value id = item.need("call_id");
    if (!turns.called(id.text())) {
      throw id.refuse(
          Problem.OUT_OF_RANGE,
          "is of no call; the call itself must come before its output, in the input or in the"
              + " response that previous_response_id names");
    }
    var content = new ContentReader(false).read(item.need("output"));
    turns.heard(Role.TOOL, List.of(new Part.ToolResult(id.text(), content, false)));
  }

  /// The sealed thought, if we sealed it, is truer than the words that were shown of it.
  private void reasoning(Members item) {
    var sealed = item.find("encrypted_content");
    Optional<Part> opened = sealed.flatMap(token -> thoughts.open(token.text()));
    if (opened.isEmpty()) {
      sealed.ifPresent(token ->
          rest.note(Note.dropped(token.path(), "was not encrypted here, so nobody can read it")));
      opened =
          Optional.of(words(item, "content"))
              .filter(text -> !text.isEmpty())
              .or(() -> Optional.of(words(item, "summary")).filter(text -> !text.isEmpty()))
              .map(Part.Thought::new);
    }
    opened.ifPresent(turns::said);
  }

  private static String words(Members item, String name) {
    return item.find(name).map(Value::items).orElse(List.of()).stream()
        .map(part -> part.object().need("text").text())
        .collect(Collectors.joining("\n\n"));
  }
}
