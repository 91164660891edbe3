package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One item of a stream, from its first event to its last. Not thread-safe.
final class OpenItem {
  private final Wire wire;
  private final Numbered events;
  private final int index;
  private final Manner manner;
  private final StringBuilder text = new StringBuilder();
  private final InputText input = new InputText();
  private final List<TokenLogprob> logprobs = new ArrayList<>();
  private final List<Json> sources = new ArrayList<>();
  private Part part;
  private Item item;

  /// @param index its place in the output
  OpenItem(Wire wire, Numbered events, int index, Part part) {
    this.wire = wire;
    this.events = events;
    this.index = index;
    this.part = part;
    this.manner = manner(part, wire.form());
    this.item =
        new Item(
            wire.id(index, part),
            part,
            List.of(),
            Item.Status.IN_PROGRESS,
            Optional.empty(),
            List.of());
  }

  private static Manner manner(Part part, Form form) {
    return switch (part) {
      case Part.Text _ -> Manner.TEXT;
      case Part.Refusal _ -> Manner.REFUSAL;
      case Part.Thought _ -> form.summary() ? Manner.SUMMARY : Manner.THOUGHT;
      case Part.ToolCall call ->
          form.names().of(call.name()).custom() ? Manner.INPUT : Manner.ARGUMENTS;
      case Part.Withheld _, Part.ToolResult _, Part.Attachment _, Part.CachePoint _ ->
          Manner.NOTHING;
    };
  }

  /// As far as it has come; what has not ended is incomplete.
  Item soFar() {
    return done() ? item : seen(Item.Status.INCOMPLETE);
  }

  boolean done() {
    return item.status() != Item.Status.IN_PROGRESS;
  }

  void open(Consumer<? super Frame> out) {
    told("response.output_item.added", out);
    if (manner.hasPart()) {
      part(".added", out);
    }
  }

  void grow(String delta, List<TokenLogprob> more, Consumer<? super Frame> out) {
    text.append(delta);
    logprobs.addAll(more);
    delta(manner == Manner.INPUT ? input.grow(delta) : delta, more, out);
  }

  boolean isText() {
    return part instanceof Part.Text;
  }

  /// Its words are from somewhere; that may be known after they are whole.
  void cite(Json source, Consumer<? super Frame> out) {
    sources.add(source);
    if (done()) {
      item = seen(item.status());
    }
    events.send(
        "response.output_text.annotation.added",
        json ->
            place(json).field("annotation_index", sources.size() - 1).field("annotation", source),
        out);
  }

  /// Calls have no place for a signature here.
  void sign(Part.Signature signature) {
    if (part instanceof Part.Thought) {
      part = new Part.Thought("", Optional.of(signature));
    }
  }

  void close(Item.Status status, Consumer<? super Frame> out) {
    item = seen(status);
    if (manner == Manner.INPUT) {
      delta(input.rest(), List.of(), out);
    }
    if (manner != Manner.NOTHING) {
      events.send(manner.text() + ".done", this::whole, out);
    }
    if (manner.hasPart()) {
      part(".done", out);
    }
    told("response.output_item.done", out);
  }

  private Item seen(Item.Status status) {
    var grown = part.withGrown(text.toString());
    return new Item(item.id(), grown, logprobs, status, wire.form().sealed(grown), sources);
  }

  private void told(String type, Consumer<? super Frame> out) {
    events.send(
        type,
        json -> {
          json.field("output_index", index);
          wire.item(item, json.object("item")).endObject();
        },
        out);
  }

  private void part(String end, Consumer<? super Frame> out) {
    events.send(
        manner.part() + end,
        json -> {
          place(json);
          wire.content(item, json.object("part")).endObject();
        },
        out);
  }

  private void delta(String delta, List<TokenLogprob> more, Consumer<? super Frame> out) {
    if ((delta.isEmpty() && more.isEmpty()) || manner == Manner.NOTHING) {
      return;
    }
    events.send(
        manner.text() + ".delta",
        json -> {
          place(json).field("delta", delta);
          if (manner == Manner.TEXT) {
            Wire.logprobs(more, json);
          }
        },
        out);
  }

  private void whole(JsonWriter json) {
    place(json);
    if (manner == Manner.ARGUMENTS && part instanceof Part.ToolCall call) {
      json.field("name", wire.form().names().of(call.name()).name());
    }
    json.field(manner.member(), argument());
    if (manner == Manner.TEXT) {
      Wire.logprobs(logprobs, json);
    }
  }

  private String argument() {
    return item.part() instanceof Part.ToolCall call ? wire.argument(call) : text.toString();
  }

  private JsonWriter place(JsonWriter json) {
    json.field("item_id", item.id()).field("output_index", index);
    return manner.hasPart() ? json.field(manner.index(), 0) : json;
  }
}
