package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.openai.Chunks;
import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One choice of a stream on its way out.
final class Strand {
  private final int index;
  private final Chunks chunks;
  private final Style style;
  private final Manner manner;
  private final List<Slot> slots = new ArrayList<>();
  private final List<Integer> tokens = new ArrayList<>();
  private final StringBuilder thoughts = new StringBuilder();
  private int calls;

  Strand(int index, Chunks chunks, Style style, Manner manner) {
    this.index = index;
    this.chunks = chunks;
    this.style = style;
    this.manner = manner;
  }

  /// The first chunk, which names the role.
  ///
  /// @param prompt the ids of its tokens, where they are to be told
  void open(List<Integer> prompt, Consumer<? super Frame> out) {
    var json = chunks.open();
    Wire.tokens("prompt_token_ids", prompt, json);
    delta(json).field("role", "assistant").field("content", "");
    if (!style.bare()) {
      json.nothing("refusal");
    }
    send(json.endObject(), List.of(), List.of(), out);
  }

  void sampled(List<Integer> ids) {
    tokens.addAll(ids);
  }

  /// What was thought, as far as somebody wants to know it in the end.
  String thoughts() {
    return thoughts.toString();
  }

  void began(int at, Part part, Consumer<? super Frame> out) {
    if (at != slots.size()) {
      throw new IllegalStateException("part " + at + " began out of order");
    }
    switch (part) {
      case Part.Text _, Part.Refusal _, Part.Thought _, Part.Withheld _ ->
          slots.add(new Slot(part, 0));
      case Part.ToolCall call -> {
        var slot = new Slot(call, calls++);
        slots.add(slot);
        if (!style.wholeCalls() && isTold(slot)) {
          var json = delta(chunks.open());
          new CallWriter(manner, json).begun(slot.number, call);
          send(json.endObject(), List.of(), List.of(), out);
        }
      }
      case Part.ToolResult _, Part.Attachment _, Part.CachePoint _ ->
          throw new IllegalStateException("no answer has such a part: " + part);
    }
  }

  void grew(int at, String text, List<TokenLogprob> logprobs, Consumer<? super Frame> out) {
    var slot = slots.get(at);
    switch (slot.part) {
      case Part.Text _ -> words("content", text, logprobs, List.of(), out);
      case Part.Refusal _ -> words("refusal", text, List.of(), logprobs, out);
      case Part.Thought _ -> thought(text, out);
      case Part.ToolCall call -> call(slot, call, text, out);
      case Part.Withheld _, Part.ToolResult _, Part.Attachment _, Part.CachePoint _ ->
          throw new IllegalStateException("nothing of it grows: " + slot.part);
    }
  }

  /// Thoughts have no place for a signature; a call has often told its own at its beginning.
  void signed(int at, Part.Signature signature, Consumer<? super Frame> out) {
    var slot = slots.get(at);
    if (!(slot.part instanceof Part.ToolCall call) || call.signature().isPresent()) {
      return;
    }
    slot.part = new Part.ToolCall(call.id(), call.name(), call.arguments(), Optional.of(signature));
    boolean later = !style.wholeCalls() && manner.calls() == Manner.Calls.TOOLS;
    if (later && CallSignature.isTold(Optional.of(signature))) {
      var json = delta(chunks.open());
      new CallWriter(manner, json).signed(slot.number, signature);
      send(json.endObject(), List.of(), List.of(), out);
    }
  }

  void cited(Json source, Consumer<? super Frame> out) {
    var json = delta(chunks.open()).array("annotations").value(source).endArray();
    send(json.endObject(), List.of(), List.of(), out);
  }

  /// The input of a custom tool is known when its arguments are whole.
  void ended(int at, Consumer<? super Frame> out) {
    var slot = slots.get(at);
    if (slot.part instanceof Part.ToolCall call && isCustom(call) && isTold(slot)) {
      if (!style.wholeCalls() && !slot.arguments.isEmpty()) {
        fragment(slot, call, slot.arguments.toString(), out);
      }
    }
  }

  void stopped(Stop stop, Consumer<? super Frame> out) {
    if (style.wholeCalls() && calls > 0) {
      var json = delta(chunks.open());
      new CallWriter(manner, json).together(whole());
      send(json.endObject(), List.of(), List.of(), out);
    }
    var json = delta(chunks.open()).endObject();
    Wire.logprobs(List.of(), List.of(), style, json);
    json.field("finish_reason", Wire.finishReason(stop, calls > 0, manner));
    if (!style.bare()) {
      Common.stopReason(stop, json);
    }
    chunks.finish(closed(json), out);
  }

  private List<Part.ToolCall> whole() {
    return slots.stream()
        .filter(slot -> slot.part instanceof Part.ToolCall)
        .map(slot -> (Part.ToolCall) slot.part.withGrown(slot.arguments.toString()))
        .toList();
  }

  private void words(
      String name,
      String text,
      List<TokenLogprob> content,
      List<TokenLogprob> refusal,
      Consumer<? super Frame> out) {
    if (!text.isEmpty() || !content.isEmpty() || !refusal.isEmpty()) {
      send(delta(chunks.open()).field(name, text).endObject(), content, refusal, out);
    }
  }

  private void thought(String text, Consumer<? super Frame> out) {
    if (manner.thoughts() == Manner.Thoughts.HIDDEN) {
      return;
    }
    if (style.reasoningMetadata()) {
      thoughts.append(text);
    }
    words("reasoning_content", text, List.of(), List.of(), out);
  }

  private void call(Slot slot, Part.ToolCall call, String text, Consumer<? super Frame> out) {
    if (style.wholeCalls() || isCustom(call)) {
      slot.arguments.append(text);
    } else if (isTold(slot) && !text.isEmpty()) {
      fragment(slot, call, text, out);
    }
  }

  private void fragment(Slot slot, Part.ToolCall call, String text, Consumer<? super Frame> out) {
    var json = delta(chunks.open());
    new CallWriter(manner, json).grown(slot.number, call.name(), text);
    send(json.endObject(), List.of(), List.of(), out);
  }

  /// The old `function_call` has room for one.
  private boolean isTold(Slot slot) {
    return slot.number == 0 || manner.calls() == Manner.Calls.TOOLS;
  }

  private boolean isCustom(Part.ToolCall call) {
    return manner.customs().contains(call.name());
  }

  private JsonWriter delta(JsonWriter json) {
    return json.array("choices").object().field("index", index).object("delta");
  }

  private void send(
      JsonWriter json,
      List<TokenLogprob> content,
      List<TokenLogprob> refusal,
      Consumer<? super Frame> out) {
    Wire.logprobs(content, refusal, style, json);
    chunks.send(closed(json.nothing("finish_reason")), out);
  }

  /// The tokens that have not been told yet go with the chunk.
  private JsonWriter closed(JsonWriter json) {
    Wire.tokens("token_ids", tokens, json);
    tokens.clear();
    return json.endObject().endArray();
  }

  /// A part, and what of its arguments waits for the rest.
  private static final class Slot {
    private final int number;
    private final StringBuilder arguments = new StringBuilder();
    private Part part;

    Slot(Part part, int number) {
      this.part = part;
      this.number = number;
    }
  }
}
