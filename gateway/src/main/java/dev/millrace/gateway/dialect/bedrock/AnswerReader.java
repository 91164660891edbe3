package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads one answer, block by block. Blocks come one after the other, numbered from 0; of those that
/// hold text or thoughts nothing tells that they begin, and not all providers tell that they end.
/// What we do not know, as citations, is passed over.
final class AnswerReader {
  private final String provider;
  private final Request request;
  private final Family family;
  private final UsageReader usage;
  private Optional<Block> open = Optional.empty();
  private Optional<Stop> stop = Optional.empty();
  private int latest;
  private int parts;
  private boolean called;
  private boolean opened;

  AnswerReader(String provider, Request request, Family family) {
    this.provider = provider;
    this.request = request;
    this.family = family;
    this.usage = new UsageReader(request);
  }

  void open(Consumer<? super Event> out) {
    if (!opened) {
      opened = true;
      out.accept(new Event.Opened("", request.model()));
    }
  }

  void began(Members told, Consumer<? super Event> out) {
    int index = index(told);
    told.find("start")
        .flatMap(start -> start.object().find("toolUse"))
        .ifPresent(call -> call(index, call.object(), out));
  }

  void grew(Members told, Consumer<? super Event> out) {
    int index = index(told);
    var delta = told.need("delta").object();
    text(index, delta, out);
    delta
        .find("toolUse")
        .flatMap(call -> call.object().text("input"))
        .ifPresent(input -> arguments(index, input, out));
    delta.find("reasoningContent").ifPresent(thought -> thought(index, thought.object(), out));
  }

  void ended(Members told, Consumer<? super Event> out) {
    int index = index(told);
    if (open.filter(block -> block.is(index)).isPresent()) {
      close(out);
    }
  }

  /// A block of a whole answer.
  void block(int index, Members told, Consumer<? super Event> out) {
    text(index, told, out);
    told.find("toolUse")
        .map(Value::object)
        .ifPresent(call -> {
          call(index, call, out);
          call.find("input")
              .map(Value::json)
              .map(Arguments::of)
              .ifPresent(input -> arguments(index, input, out));
        });
    told.find("reasoningContent")
        .map(Value::object)
        .ifPresent(thought -> {
          thought.find("reasoningText").ifPresent(text -> thought(index, text.object(), out));
          thought(index, thought, out);
        });
    close(out);
  }

  void stop(Members told, Consumer<? super Event> out) {
    if (stop.isPresent()) {
      return;
    }
    open(out);
    close(out);
    String reason = told.text("stopReason").orElse("");
    if (Wire.isMalformed(reason)) {
      String why = "what the model said cannot be read: " + reason;
      throw new Refused(new Failure.Upstream(provider, 502, Optional.of(reason), why));
    }
    var said = Wire.stop(reason, called, Wire.sequence(told, request.bounds().stop()));
    stop = Optional.of(said);
    out.accept(new Event.Stopped(0, said));
  }

  void counted(Value told) {
    usage.take(told.object());
  }

  boolean stopped() {
    return stop.isPresent();
  }

  /// Says the end if all has been told; whether it has.
  boolean finished(Consumer<? super Event> out) {
    boolean all = stopped() && usage.told();
    if (all) {
      finish(out);
    }
    return all;
  }

  void finish(Consumer<? super Event> out) {
    out.accept(new Event.Metered(usage.total()));
    out.accept(new Event.Closed());
  }

  private void text(int index, Members told, Consumer<? super Event> out) {
    told.text("text")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> grow(at(index, new Part.Text(""), out), text, out));
  }

  private void call(int index, Members call, Consumer<? super Event> out) {
    String id = ToolIds.read(call.need("toolUseId").text());
    called = true;
    begin(index, new Part.ToolCall(id, call.need("name").text(), ""), out);
  }

  private void arguments(int index, String input, Consumer<? super Event> out) {
    var call = open.filter(block -> block.is(index, Part.ToolCall.class));
    grow(call.orElseThrow(() -> nonsense("arguments of a call that never began")), input, out);
  }

  private void thought(int index, Members told, Consumer<? super Event> out) {
    told.text("text")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> grow(at(index, new Part.Thought(""), out), text, out));
    told.text("signature")
        .filter(signature -> !signature.isEmpty())
        .ifPresent(signature -> at(index, new Part.Thought(""), out).seal(signature));
    told.text("redactedContent")
        .ifPresent(
            hidden -> at(index, new Part.Withheld(Wire.signature(family, "")), out).seal(hidden));
  }

  private void grow(Block block, String text, Consumer<? super Event> out) {
    usage.saw(text);
    block.grow(text, out);
  }

  /// The block of that number, if it is of that kind; else a new one.
  private Block at(int index, Part empty, Consumer<? super Event> out) {
    var same = open.filter(block -> block.is(index, empty.getClass()));
    return same.orElseGet(() -> begin(index, empty, out));
  }

  private Block begin(int index, Part empty, Consumer<? super Event> out) {
    if (stopped() || index < latest) {
      throw nonsense("a block that has ended grows");
    }
    open(out);
    close(out);
    latest = index;
    var block = new Block(index, parts++, empty, family);
    block.begin(out);
    open = Optional.of(block);
    return block;
  }

  private void close(Consumer<? super Event> out) {
    open.ifPresent(block -> block.end(out));
    open = Optional.empty();
  }

  private static int index(Members told) {
    return told.wholeNumber("contentBlockIndex", 0, 100_000).orElse(0);
  }

  private Refused nonsense(String why) {
    String told = "its answer makes no sense: " + why;
    return new Refused(new Failure.Upstream(provider, 502, Optional.empty(), told));
  }
}
