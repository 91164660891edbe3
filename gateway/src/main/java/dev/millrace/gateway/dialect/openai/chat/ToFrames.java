package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Events as the chunks of a stream. Each choice opens with a chunk that names the role; usage
/// comes always, in the last chunk, which has no choices; then `[DONE]`.
public final class ToFrames implements StreamWriter {
  private final String head;
  private final Map<Integer, Choice> choices = new HashMap<>();
  private List<Integer> prompt = List.of();
  private Optional<Usage> usage = Optional.empty();

  public ToFrames(Naming naming) {
    this.head =
        new JsonWriter()
            .object()
            .field("id", naming.id())
            .field("object", "chat.completion.chunk")
            .field("created", naming.created().getEpochSecond())
            .field("model", naming.model())
            .text();
  }

  @Override
  public void turn(Event input, Consumer<? super Frame> out) {
    switch (input) {
      case Event.Opened _ -> {}
      case Event.Prompted(_, var echo) -> prompt = choices.isEmpty() ? echo.tokens() : prompt;
      case Event.Sampled(var choice, var tokens) -> choice(choice, out).tokens.addAll(tokens);
      case Event.Began(var choice, var index, var part) -> began(choice, index, part, out);
      case Event.Grew(var choice, var index, var delta, var logprobs) ->
          grew(new Growth(choice, delta, logprobs), choice(choice, out).parts.get(index), out);
      case Event.Signed _, Event.Ended _ -> {}
      case Event.Stopped(var choice, var stop) -> stopped(choice, stop, out);
      case Event.Metered(var told) -> usage = Optional.of(told);
      case Event.Closed _ -> {
        usage.ifPresent(told -> usage(told, out));
        out.accept(Frame.of(Common.DONE));
      }
    }
  }

  private void usage(Usage told, Consumer<? super Frame> out) {
    var json = new JsonWriter(head).array("choices").endArray();
    Common.usage(told, json);
    out.accept(Frame.of(json.endObject().text()));
  }

  /// Sends an error instead of `[DONE]`, after what was used until then.
  @Override
  public void fail(Broken broken, Consumer<? super Frame> out) {
    usage(broken.usage(), out);
    byte[] json = Failures.write(broken.failure(), broken.requestId()).json();
    out.accept(Frame.of(new String(json, StandardCharsets.UTF_8)));
  }

  private void stopped(int index, Stop stop, Consumer<? super Frame> out) {
    var choice = choice(index, out);
    var json = open(index).endObject().nothing("logprobs");
    json.field("finish_reason", Common.finishReason(stop));
    Common.stopReason(stop, json);
    out.accept(choice.frame(json));
  }

  private void began(int choice, int index, Part part, Consumer<? super Frame> out) {
    var open = choice(choice, out);
    if (index != open.parts.size()) {
      throw new IllegalStateException("part " + index + " began out of order");
    }
    switch (part) {
      case Part.Text _ -> open.parts.add(new Slot(Kind.TEXT, 0));
      case Part.Thought _ -> open.parts.add(new Slot(Kind.THOUGHT, 0));
      case Part.Refusal _ -> open.parts.add(new Slot(Kind.REFUSAL, 0));
      case Part.Withheld _ -> open.parts.add(new Slot(Kind.THOUGHT, 0)); // nothing of it grows
      case Part.ToolCall call -> {
        int number = open.calls++;
        open.parts.add(new Slot(Kind.CALL, number));
        var json = called(open(choice), number, call).endObject().nothing("logprobs");
        out.accept(open.frame(json.nothing("finish_reason")));
      }
      case Part.ToolResult _, Part.Attachment _, Part.CachePoint _ ->
          throw new IllegalStateException("no answer has such a part: " + part);
    }
  }

  private void grew(Growth growth, Slot slot, Consumer<? super Frame> out) {
    if (growth.delta().isEmpty() && growth.logprobs().isEmpty()) {
      return;
    }
    var json = open(growth.choice());
    var logprobs = List.<TokenLogprob>of();
    switch (slot.kind()) {
      case TEXT -> {
        json.field("content", growth.delta());
        logprobs = growth.logprobs();
      }
      case THOUGHT -> json.field("reasoning_content", growth.delta());
      case REFUSAL -> json.field("refusal", growth.delta());
      case CALL ->
          json.array("tool_calls")
              .object()
              .field("index", slot.number())
              .object("function")
              .field("arguments", growth.delta())
              .endObject()
              .endObject()
              .endArray();
    }
    json.endObject();
    Wire.logprobs(logprobs, json);
    out.accept(choice(growth.choice(), out).frame(json.nothing("finish_reason")));
  }

  private static JsonWriter called(JsonWriter json, int number, Part.ToolCall call) {
    return json.array("tool_calls")
        .object()
        .field("index", number)
        .field("id", call.id())
        .field("type", "function")
        .object("function")
        .field("name", call.name())
        .field("arguments", "")
        .endObject()
        .endObject()
        .endArray();
  }

  private Choice choice(int index, Consumer<? super Frame> out) {
    Choice known = choices.get(index);
    if (known != null) {
      return known;
    }
    var choice = new Choice();
    choices.put(index, choice);
    var json = new JsonWriter(head);
    Wire.tokens("prompt_token_ids", prompt, json);
    prompt = List.of();
    delta(json, index).field("role", "assistant").field("content", "").nothing("refusal");
    out.accept(choice.frame(json.endObject().nothing("logprobs").nothing("finish_reason")));
    return choice;
  }

  private JsonWriter open(int choice) {
    return delta(new JsonWriter(head), choice);
  }

  private static JsonWriter delta(JsonWriter json, int choice) {
    return json.array("choices").object().field("index", choice).object("delta");
  }

  private static final class Choice {
    private final List<Slot> parts = new ArrayList<>();
    private final List<Integer> tokens = new ArrayList<>();
    private int calls;

    /// Ends a chunk of this choice; the tokens that have not been told yet go with it.
    Frame frame(JsonWriter json) {
      Wire.tokens("token_ids", tokens, json);
      tokens.clear();
      return Frame.of(json.endObject().endArray().nothing("usage").endObject().text());
    }
  }

  private record Slot(Kind kind, int number) {}

  private record Growth(int choice, String delta, List<TokenLogprob> logprobs) {}

  private enum Kind {
    TEXT,
    THOUGHT,
    REFUSAL,
    CALL
  }
}
