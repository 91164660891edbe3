package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.openai.request.CustomTools;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A call of a function, or of a custom tool, as it comes. It begins when its name is known; what a
/// custom tool is given is known when it is whole.
final class GrowingCall implements Growing {
  private final String provider;
  private final UnaryOperator<String> ids;
  private final StringBuilder given = new StringBuilder();
  private String id = "";
  private String name = "";
  private boolean custom;
  private boolean begun;
  private int told;

  /// @param ids makes ids unique, and one for a call without any
  GrowingCall(String provider, UnaryOperator<String> ids) {
    this.provider = provider;
    this.ids = ids;
  }

  /// Takes what is known of it when it begins.
  void announced(Members item, Consumer<Piece> out) {
    custom = item.text("type").orElse("").equals("custom_tool_call");
    named(item);
    begin(out);
  }

  @Override
  public void take(String type, Members event, Consumer<Piece> out) {
    switch (type) {
      case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" -> {
        given.append(event.need("delta").text());
        tell(out);
      }
      case "response.function_call_arguments.done" -> {
        name = name.isEmpty() ? event.text("name").orElse("") : name;
        rest(event.text("arguments").orElse(""));
        begin(out);
      }
      case "response.custom_tool_call_input.done" -> rest(event.text("input").orElse(""));
      default -> {}
    }
  }

  @Override
  public void end(Members item, Consumer<Piece> out) {
    named(item);
    rest(item.text(custom ? "input" : "arguments").orElse(""));
    if (name.isEmpty()) {
      throw new Refused(new Failure.Truncated(provider, "it called a tool without a name"));
    }
    begin(out);
    if (custom) {
      out.accept(new Piece.Grow(CustomTools.wrapped(given.toString()), List.of()));
    }
    out.accept(new Piece.End());
  }

  private void named(Members item) {
    custom |= item.text("type").orElse("").equals("custom_tool_call");
    id = id.isEmpty() ? item.text("call_id").orElse("") : id;
    name = name.isEmpty() ? item.text("name").orElse("") : name;
  }

  private void begin(Consumer<Piece> out) {
    if (!begun && !name.isEmpty()) {
      begun = true;
      out.accept(new Piece.Begin(new Part.ToolCall(ids.apply(id), name, "")));
    }
    tell(out);
  }

  private void tell(Consumer<Piece> out) {
    if (begun && !custom && told < given.length()) {
      out.accept(new Piece.Grow(given.substring(told), List.of()));
      told = given.length();
    }
  }

  /// What was streamed counts, where the end says otherwise.
  private void rest(String whole) {
    if (whole.length() > given.length() && whole.startsWith(given.toString())) {
      given.append(whole, given.length(), whole.length());
    }
  }
}
