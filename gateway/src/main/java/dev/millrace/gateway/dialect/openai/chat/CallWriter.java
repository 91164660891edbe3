package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.CustomTools;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Part;
import java.util.List;
import java.util.Optional;

/// Writes calls of tools as members of the object that is open: a message, or a delta. The old
/// `function_call` has room for one call; what a model calls beyond that nobody can be told.
record CallWriter(Manner manner, JsonWriter json) {
  /// Calls that are whole, in a message.
  void whole(List<Part.ToolCall> calls) {
    if (isFunction()) {
      function(calls.getFirst());
      return;
    }
    json.array("tool_calls");
    calls.forEach(call -> element(json.object(), call, call.arguments()));
    json.endArray();
  }

  /// All calls of a choice, in one delta.
  void together(List<Part.ToolCall> calls) {
    if (isFunction()) {
      function(calls.getFirst());
      return;
    }
    json.array("tool_calls");
    int number = 0;
    for (var call : calls) {
      element(json.object().field("index", number++), call, call.arguments());
    }
    json.endArray();
  }

  /// A call that begins.
  void begun(int number, Part.ToolCall call) {
    if (isFunction()) {
      function(call);
      return;
    }
    element(json.array("tool_calls").object().field("index", number), call, "");
    json.endArray();
  }

  /// More of the arguments of a call; all of them, of a custom tool.
  void grown(int number, String name, String arguments) {
    if (isFunction()) {
      json.object("function_call").field("arguments", arguments).endObject();
      return;
    }
    json.array("tool_calls").object().field("index", number);
    if (isCustom(name)) {
      json.object("custom").field("input", CustomTools.unwrapped(arguments));
    } else {
      json.object("function").field("arguments", arguments);
    }
    json.endObject().endObject().endArray();
  }

  /// A signature that comes after its call has begun. The old `function_call` has no place for it.
  void signed(int number, Part.Signature signature) {
    json.array("tool_calls").object().field("index", number);
    CallSignature.write(Optional.of(signature), json);
    json.endObject().endArray();
  }

  private boolean isFunction() {
    return manner.calls() == Manner.Calls.FUNCTION;
  }

  private boolean isCustom(String name) {
    return manner.customs().contains(name);
  }

  private void function(Part.ToolCall call) {
    json.object("function_call")
        .field("name", call.name())
        .field("arguments", call.arguments())
        .endObject();
  }

  private void element(JsonWriter open, Part.ToolCall call, String arguments) {
    boolean custom = isCustom(call.name());
    open.field("id", call.id()).field("type", custom ? "custom" : "function");
    if (custom) {
      String input = arguments.isEmpty() ? "" : CustomTools.unwrapped(arguments);
      open.object("custom").field("name", call.name()).field("input", input);
    } else {
      open.object("function").field("name", call.name()).field("arguments", arguments);
    }
    open.endObject();
    CallSignature.write(call.signature(), open);
    open.endObject();
  }
}
