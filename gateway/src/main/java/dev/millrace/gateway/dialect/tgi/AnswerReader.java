package dev.millrace.gateway.dialect.tgi;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// Reads one answer, token by token or whole.
final class AnswerReader {
  private static final int MOST = Integer.MAX_VALUE / 8;

  private final String provider;
  private final Request request;
  private final Tail tail;
  private int tokens;
  private boolean opened;
  private boolean begun;
  private boolean finished;

  AnswerReader(String provider, Request request) {
    this.provider = provider;
    this.request = request;
    this.tail = new Tail(request.bounds().stop());
  }

  boolean finished() {
    return finished;
  }

  /// One event of a stream.
  void take(Members told, Consumer<? super Event> out) {
    open(out);
    told.find("token").map(Value::object).ifPresent(token -> token(token, out));
    told.find("details")
        .map(Value::object)
        .or(() -> told.find("generated_text").map(_ -> told))
        .ifPresent(details -> finish(details, out));
  }

  /// A whole answer.
  void takeWhole(Members told, Consumer<? super Event> out) {
    open(out);
    grow(tail.grow(told.need("generated_text").text()), out);
    finish(told.find("details").map(Value::object).orElse(told), out);
  }

  private void open(Consumer<? super Event> out) {
    if (!opened) {
      opened = true;
      out.accept(new Event.Opened("", request.model()));
    }
  }

  /// The marks of the model's own language, as the one that ends its turn, are no text.
  private void token(Members token, Consumer<? super Event> out) {
    tokens++;
    if (!token.isOn("special")) {
      grow(tail.grow(token.text("text").orElse("")), out);
    }
  }

  private void grow(String text, Consumer<? super Event> out) {
    if (text.isEmpty()) {
      return;
    }
    if (!begun) {
      begun = true;
      out.accept(new Event.Began(0, 0, new Part.Text("")));
    }
    out.accept(new Event.Grew(0, 0, text, List.of()));
  }

  private void finish(Members details, Consumer<? super Event> out) {
    finished = true;
    var stop = stop(details.text("finish_reason").orElse(""));
    grow(tail.rest(stop instanceof Stop.Matched(var sequence) ? sequence.length() : 0), out);
    if (begun) {
      out.accept(new Event.Ended(0, 0));
    }
    out.accept(new Event.Stopped(0, stop));
    out.accept(new Event.Metered(usage(details)));
    out.accept(new Event.Closed());
  }

  private Stop stop(String reason) {
    return switch (reason) {
      case "length" -> new Stop.Length();
      case "stop_sequence" ->
          tail.matched().<Stop>map(Stop.Matched::new).orElseGet(Stop.Ended::new);
      default -> new Stop.Ended();
    };
  }

  /// Newer servers count the prompt as well.
  private Usage usage(Members details) {
    var input = count(details, "input_length");
    if (input.isEmpty()) {
      input = prefill(details);
    }
    var output = count(details, "generated_tokens");
    boolean all = input.isPresent() && output.isPresent();
    return new Usage(
        input.orElseGet(() -> Estimate.prompt(request)),
        0,
        output.orElse(tokens),
        0,
        all ? Usage.Origin.PROVIDER : Usage.Origin.ESTIMATED);
  }

  private static OptionalInt prefill(Members details) {
    return details
        .find("prefill")
        .filter(value -> value.json() instanceof Json.Items(var items) && !items.isEmpty())
        .map(value -> OptionalInt.of(value.items().size()))
        .orElse(OptionalInt.empty());
  }

  private static OptionalInt count(Members details, String name) {
    return details
        .find(name)
        .map(value -> OptionalInt.of((int) value.wholeNumber(0, MOST)))
        .orElse(OptionalInt.empty());
  }

  /// Reads something of the provider's; a document that makes no sense is no fault of the client's.
  void demanded(Runnable reading) {
    try {
      reading.run();
    } catch (Refused refused) {
      if (refused.failure() instanceof Failure.BadRequest(var field, _, var why)) {
        String place = field.isEmpty() ? "" : field + " ";
        String told = "its answer makes no sense: " + place + why;
        throw new Refused(new Failure.Upstream(provider, 502, Optional.empty(), told));
      }
      throw refused;
    }
  }
}
