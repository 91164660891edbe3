package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Reads an answer of somebody else's server: events of a stream, or a whole message. Blocks that are
/// no part of an answer, as those about what the provider's own servers did, are passed over, and so
/// are events and pieces that nobody knows yet. Not thread-safe.
final class AnswerReader {
  private static final int MOST_MARKS = 1 << 20;

  private final Expected expected;
  private final Counts counts;
  private final Blanks blanks;
  private Optional<OpenBlock> open = Optional.empty();

  /// What was told since all was said.
  private Optional<Usage> metered = Optional.empty();

  private int openAt;
  private int from;
  private int said;
  private int parts;
  private boolean forcedOpen;
  private boolean called;
  private boolean opened;
  private boolean stopped;
  private boolean closed;

  AnswerReader(Expected expected) {
    this.expected = expected;
    this.counts = new Counts(expected.promptTokens());
    this.blanks = new Blanks(expected.blanks());
  }

  /// Whether all has been said.
  boolean closed() {
    return closed;
  }

  /// Takes one event of a stream.
  void event(Supplier<Json.Fields> json, Consumer<? super Event> out) {
    guarded(() -> event(Members.of(json.get()), out));
  }

  /// Takes a whole message.
  void whole(byte[] body, Consumer<? super Event> out) {
    guarded(() -> {
      var message = Members.of(JsonReader.readObject(body));
      if (message.text("type").orElse("").equals("error")) {
        throw inside(message);
      }
      start(message, out);
      int at = 0;
      for (Value block : message.need("content").items()) {
        begin(at++, block.object(), out);
        end(out);
      }
      stop(message, out);
      message.find("usage").ifPresent(counts::take);
      close(out);
    });
  }

  /// What makes no sense in an answer is no fault of the client.
  private void guarded(Runnable reading) {
    try {
      reading.run();
    } catch (Refused refused) {
      if (refused.failure() instanceof Failure.BadRequest(var field, _, var why)) {
        throw senseless(field.isEmpty() ? why : field + " " + why);
      }
      throw refused;
    }
  }

  private void event(Members event, Consumer<? super Event> out) {
    switch (event.text("type").orElse("")) {
      case "error" -> throw inside(event);
      case "message_start" -> start(event.need("message").object(), out);
      case "content_block_start" -> begin(index(event), event.need("content_block").object(), out);
      case "content_block_delta" -> grow(index(event), event.need("delta").object(), out);
      case "content_block_stop" -> stopBlock(index(event), out);
      case "message_delta" -> delta(event, out);
      case "message_stop" -> close(out);
      default -> {} // a ping, or something newer
    }
  }

  private static int index(Members event) {
    return event.wholeNumber("index", 0, Integer.MAX_VALUE).orElse(0);
  }

  private void start(Members message, Consumer<? super Event> out) {
    if (opened) {
      throw senseless("it began twice");
    }
    opened = true;
    out.accept(new Event.Opened(message.text("id").orElse(""), message.text("model").orElse("")));
    message.find("usage").ifPresent(counts::take);
    if (counts.told()) {
      meter(out);
    }
  }

  private void begin(int index, Members block, Consumer<? super Event> out) {
    if (!opened || stopped) {
      throw senseless("a block came outside of a message");
    }
    end(out);
    String type = block.text("type").orElse("");
    forcedOpen =
        expected.forced()
            && type.equals("tool_use")
            && block.text("name").orElse("").equals(Forced.NAME);
    var part = forcedOpen ? Optional.<Part>of(new Part.Text("")) : part(type, block);
    var begun = new OpenBlock(parts, expected.maker(), part);
    open = Optional.of(begun);
    openAt = index;
    from = said;
    called |= begun.isCall();
    if (part.isPresent()) {
      out.accept(new Event.Began(0, parts++, part.get()));
    }
    tell(begun, begun.begun(block), out);
  }

  private Optional<Part> part(String type, Members block) {
    return switch (type) {
      case "text" -> Optional.of(new Part.Text(""));
      case "thinking" -> Optional.of(new Part.Thought(""));
      case "redacted_thinking" -> {
        String data = block.text("data").orElse("");
        yield Optional.of(new Part.Withheld(new Part.Signature(expected.maker(), data)));
      }
      case "tool_use" ->
          Optional.of(
              new Part.ToolCall(block.text("id").orElse(""), block.need("name").text(), ""));
      default -> Optional.empty();
    };
  }

  private void grow(int index, Members delta, Consumer<? super Event> out) {
    if (open.isEmpty() || index != openAt) {
      throw senseless("it went on with a block that is not open");
    }
    tell(open.get(), open.get().grown(delta), out);
    if (open.get().marks() > MOST_MARKS) {
      throw senseless("it signed a thought at too great a length");
    }
  }

  private void tell(OpenBlock block, String grown, Consumer<? super Event> out) {
    if (!block.counts() || grown.isEmpty()) {
      return;
    }
    String text = block.isText() && !forcedOpen ? blanks.without(grown) : grown;
    block.told(text);
    counts.saw(text);
    if (block.isText()) {
      said += text.length();
    }
    if (!text.isEmpty()) {
      out.accept(new Event.Grew(0, parts - 1, text, List.of()));
    }
  }

  private void stopBlock(int index, Consumer<? super Event> out) {
    if (open.isPresent() && index == openAt) {
      end(out);
    }
  }

  private void end(Consumer<? super Event> out) {
    if (open.isPresent()) {
      var block = open.get();
      tell(block, block.owed(block.isCall() || forcedOpen), out);
      block.end(from, said, out);
      open = Optional.empty();
    }
  }

  private void delta(Members event, Consumer<? super Event> out) {
    if (!opened) {
      throw senseless("it ended before it began");
    }
    event.find("usage").ifPresent(counts::take);
    event.find("delta").map(Value::object).ifPresent(delta -> stop(delta, out));
    if (stopped) {
      meter(out);
    }
  }

  /// The reason may come without a text, as a message that goes on has none.
  private void stop(Members ending, Consumer<? super Event> out) {
    var reason = ending.text("stop_reason").filter(word -> !word.isEmpty());
    if (reason.isEmpty() || stopped) {
      return;
    }
    end(out);
    if (reason.get().equals("refusal")) {
      explain(ending, out);
    }
    stopped = true;
    out.accept(new Event.Stopped(0, stop(reason.get(), ending)));
  }

  private void explain(Members ending, Consumer<? super Event> out) {
    ending
        .find("stop_details")
        .map(Value::object)
        .flatMap(details -> details.text("explanation"))
        .filter(why -> !why.isEmpty())
        .ifPresent(why -> {
          out.accept(new Event.Began(0, parts, new Part.Refusal("")));
          out.accept(new Event.Grew(0, parts, why, List.of()));
          out.accept(new Event.Ended(0, parts++));
        });
  }

  /// A word that we do not know counts as a plain end, as the provider did end the answer itself.
  /// Whether tools are called is seen from the calls. (2026-11)
  private Stop stop(String reason, Members ending) {
    return switch (reason) {
      case "max_tokens" -> new Stop.Length();
      case "model_context_window_exceeded" -> new Stop.Window();
      case "refusal" -> new Stop.Filtered();
      default -> called ? new Stop.ToolCalls() : matched(ending);
    };
  }

  private static Stop matched(Members ending) {
    return ending.text("stop_sequence").<Stop>map(Stop.Matched::new).orElseGet(Stop.Ended::new);
  }

  private void close(Consumer<? super Event> out) {
    if (!stopped) {
      throw new Refused(
          new Failure.Truncated(expected.provider(), "its answer ended without a reason"));
    }
    closed = true;
    if (!metered.equals(Optional.of(counts.total()))) {
      meter(out);
    }
    out.accept(new Event.Closed());
  }

  private void meter(Consumer<? super Event> out) {
    var now = counts.total();
    metered = stopped ? Optional.of(now) : metered;
    out.accept(new Event.Metered(now));
  }

  private Refused inside(Members event) {
    return new Refused(Failures.inside(event.json(), expected.provider()));
  }

  private Refused senseless(String why) {
    return new Refused(
        new Failure.Upstream(
            expected.provider(), 502, Optional.empty(), "its answer makes no sense: " + why));
  }
}
