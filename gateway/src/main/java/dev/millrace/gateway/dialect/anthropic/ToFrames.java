package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Events as the frames of a stream: `message_start`, then one block after the other, then
/// `message_delta` with how it ended and what it took, and `message_stop`. Blocks never overlap:
/// what grows before its turn waits until the blocks before it are whole. The last block of text is
/// open until another begins or the answer stops, as it may be told late where its words are from.
final class ToFrames implements StreamWriter {
  private static final byte[] PING = FrameWriter.bytes(new Frame("ping", "{\"type\":\"ping\"}"));

  private final Naming naming;
  private final Wire wire;
  private final Request request;
  private final List<Block> blocks = new ArrayList<>();
  private Optional<Usage> usage = Optional.empty();
  private Optional<Stop> stop = Optional.empty();
  private boolean started;
  private boolean called;

  /// The first part that is not whole yet, and the number of its block.
  private int current;

  private int number;

  /// @param request what is answered, to estimate what its prompt takes until that is told
  ToFrames(Naming naming, Wire wire, Request request) {
    this.naming = naming;
    this.wire = wire;
    this.request = request;
  }

  @Override
  public void turn(Event input, Consumer<? super Frame> out) {
    switch (input) {
      case Event.Opened _, Event.Prompted _, Event.Sampled _ -> {}
      case Event.Began(_, var index, var part) -> {
        start(out);
        began(index, part, out);
      }
      case Event.Grew(_, var index, var delta, _) -> grew(index, delta, out);
      case Event.Cited(_, var source) ->
          Citations.write(source).ifPresent(citation -> cited(citation, out));
      case Event.Signed(_, var index, var signature) ->
          blocks.get(index).signature = Optional.of(signature);
      case Event.Ended(_, var index) -> {
        blocks.get(index).ended = true;
        advance(out);
      }
      case Event.Stopped(_, var reason) -> {
        start(out);
        blocks.forEach(block -> block.ended = true);
        stop = Optional.of(reason);
        advance(out);
      }
      case Event.Metered(var told) -> usage = Optional.of(told);
      case Event.Closed _ -> finish(out);
    }
  }

  /// Sends what was used until then, and an error instead of `message_stop`.
  @Override
  public void fail(Broken broken, Consumer<? super Frame> out) {
    if (started) {
      var json = new JsonWriter().object().field("type", "message_delta").object("delta");
      Wire.noEnding(json);
      delta(json, broken.usage(), out);
    }
    var error =
        broken
            .error()
            .orElseGet(() -> Failures.write(broken.failure(), broken.requestId(), "messages"));
    out.accept(new Frame("error", new String(error.json(), StandardCharsets.UTF_8)));
  }

  @Override
  public byte[] alive() {
    return PING.clone();
  }

  private void start(Consumer<? super Frame> out) {
    if (started) {
      return;
    }
    started = true;
    var json = new JsonWriter().object().field("type", "message_start").object("message");
    Wire.head(naming, json).array("content").endArray();
    Wire.noEnding(json);
    Wire.usage(usage.orElseGet(this::estimated), json);
    json.nothing("container").nothing("diagnostics").endObject();
    send("message_start", json, out);
  }

  private Usage estimated() {
    return new Usage(Estimate.prompt(request), 0, 0, 0, Usage.Origin.ESTIMATED);
  }

  private void began(int index, Part part, Consumer<? super Frame> out) {
    if (index != blocks.size()) {
      throw new IllegalStateException("part " + index + " began out of order");
    }
    called |= part instanceof Part.ToolCall;
    blocks.add(new Block(part));
    if (index == current) {
      proceed("", out);
    } else {
      advance(out);
    }
  }

  /// The words that it is of are the last ones, unless they are whole for the client already.
  private void cited(Json citation, Consumer<? super Frame> out) {
    int last = blocks.size() - 1;
    while (last >= current && !(blocks.get(last).part instanceof Part.Text)) {
      last--;
    }
    if (last < current) {
      return;
    }
    var block = blocks.get(last);
    if (last == current && block.open) {
      cite(citation, out);
    } else {
      block.citations.add(citation);
    }
  }

  private void cite(Json citation, Consumer<? super Frame> out) {
    var json =
        event("content_block_delta")
            .object("delta")
            .field("type", "citations_delta")
            .field("citation", citation);
    send("content_block_delta", json.endObject(), out);
  }

  private void grew(int index, String delta, Consumer<? super Frame> out) {
    var block = blocks.get(index);
    if (index > current || block.kept()) {
      block.text.append(delta);
    }
    if (index == current) {
      proceed(delta, out);
    }
  }

  /// Ends the blocks whose turn is over, and begins the next one with what has waited of it.
  private void advance(Consumer<? super Frame> out) {
    while (current < blocks.size() && blocks.get(current).ended && !held()) {
      close(out);
      current++;
      if (current < blocks.size()) {
        proceed(blocks.get(current).waiting(), out);
      }
    }
  }

  private boolean held() {
    boolean last = current == blocks.size() - 1;
    return last && stop.isEmpty() && blocks.get(current).part instanceof Part.Text;
  }

  /// Goes on with the current block; it is begun when there is something to show.
  private void proceed(String delta, Consumer<? super Frame> out) {
    var block = blocks.get(current);
    if (!block.open && !Wire.isNothing(block.part.withGrown(delta))) {
      open(block, out);
    }
    if (delta.isEmpty()) {
      return;
    }
    block.blank &= delta.isBlank();
    switch (block.part) {
      case Part.Text _, Part.Refusal _ -> delta("text_delta", "text", delta, out);
      case Part.Thought _ -> {
        if (wire.shown()) {
          delta("thinking_delta", "thinking", delta, out);
        }
      }
      case Part.ToolCall _ -> delta("input_json_delta", "partial_json", delta, out);
      case Part.Withheld _, Part.ToolResult _, Part.Attachment _, Part.CachePoint _ ->
          throw new IllegalStateException("nothing of this part grows");
    }
  }

  private void open(Block block, Consumer<? super Frame> out) {
    block.open = true;
    var json = event("content_block_start").object("content_block");
    switch (block.part) {
      case Part.Text _, Part.Refusal _ -> Wire.text("", json);
      case Part.Thought _ -> Wire.thinking("", "", json);
      case Part.Withheld withheld -> wire.withheld(withheld, json);
      case Part.ToolCall call -> Wire.call(call, naming, number, json).object("input").endObject();
      case Part.ToolResult _, Part.Attachment _, Part.CachePoint _ ->
          throw new IllegalStateException("no answer has such a part");
    }
    send("content_block_start", json.endObject(), out);
  }

  private void close(Consumer<? super Frame> out) {
    var block = blocks.get(current);
    var part = block.signed();
    if (!block.open && !Wire.isNothing(part)) {
      open(block, out);
    }
    if (!block.open) {
      return;
    }
    block.citations.forEach(citation -> cite(citation, out));
    if (part instanceof Part.Thought thought) {
      delta("signature_delta", "signature", wire.thoughts().token(thought), out);
    } else if (part instanceof Part.ToolCall && block.blank) {
      delta("input_json_delta", "partial_json", Arguments.NONE, out);
    }
    send("content_block_stop", event("content_block_stop"), out);
    number++;
  }

  private void finish(Consumer<? super Frame> out) {
    var json = new JsonWriter().object().field("type", "message_delta").object("delta");
    var reason = stop.orElseThrow(() -> new IllegalStateException("closed before it stopped"));
    Wire.ending(new Wire.Ending(reason, called, refusal()), json);
    delta(json, usage.orElseGet(this::estimated), out);
    send("message_stop", new JsonWriter().object().field("type", "message_stop"), out);
  }

  private String refusal() {
    return blocks.stream()
        .filter(block -> block.part instanceof Part.Refusal)
        .map(block -> block.text.toString())
        .collect(Collectors.joining());
  }

  private static void delta(JsonWriter json, Usage usage, Consumer<? super Frame> out) {
    json.nothing("container").endObject();
    Wire.finalUsage(usage, json);
    send("message_delta", json, out);
  }

  private void delta(String type, String name, String text, Consumer<? super Frame> out) {
    var json = event("content_block_delta").object("delta").field("type", type).field(name, text);
    send("content_block_delta", json.endObject(), out);
  }

  private JsonWriter event(String type) {
    return new JsonWriter().object().field("type", type).field("index", number);
  }

  private static void send(String event, JsonWriter json, Consumer<? super Frame> out) {
    out.accept(new Frame(event, json.endObject().text()));
  }

  /// A part of the answer on its way.
  private static final class Block {
    private final Part part;

    /// What waits for its turn; all of what is [#kept].
    private final StringBuilder text = new StringBuilder();

    private final List<Json> citations = new ArrayList<>();
    private Optional<Part.Signature> signature = Optional.empty();
    private boolean open;
    private boolean blank = true;
    private boolean ended;

    Block(Part part) {
      this.part = part;
    }

    /// Whether its text is needed when it is whole: to be signed, or told of at the end.
    boolean kept() {
      return part instanceof Part.Thought || part instanceof Part.Refusal;
    }

    /// What has waited, now that its turn has come.
    String waiting() {
      String waited = text.toString();
      if (!kept()) {
        text.setLength(0);
      }
      return waited;
    }

    /// The part with what has come of it, as far as that was kept.
    Part signed() {
      return part instanceof Part.Thought ? new Part.Thought(text.toString(), signature) : part;
    }
  }
}
