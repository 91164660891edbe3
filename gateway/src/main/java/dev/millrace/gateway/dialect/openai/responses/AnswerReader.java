package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Stop;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads an answer of somebody else's server, in events or whole. Takes what it can use and passes
/// over the rest: events, items and parts of kinds that mean nothing here.
final class AnswerReader {
  private final String provider;
  private final UsageReader usage;
  private final Output output;
  private boolean opened;
  private boolean over;

  AnswerReader(String provider, int promptTokens) {
    this.provider = provider;
    this.usage = new UsageReader(promptTokens);
    this.output = new Output(provider, usage);
  }

  /// Whether all has been said.
  boolean over() {
    return over;
  }

  /// Reads something; what makes no sense is the provider's fault.
  void sense(Runnable reading) {
    try {
      reading.run();
    } catch (Refused refused) {
      if (refused.failure() instanceof Failure.BadRequest(var field, _, var why)) {
        String place = field.isEmpty() ? "" : field + " ";
        throw new Refused(
            new Failure.Upstream(
                provider, 502, Optional.empty(), "its answer makes no sense: " + place + why));
      }
      throw refused;
    }
  }

  /// Takes one event.
  ///
  /// @param name of the frame, for servers whose data do not say what they are
  void take(String name, Members event, Consumer<? super Event> out) {
    String type = event.text("type").filter(word -> !word.isEmpty()).orElse(name);
    switch (type) {
      case "response.created", "response.queued", "response.in_progress" ->
          open(event.need("response").object(), out);
      case "response.completed",
          "response.incomplete",
          "response.failed",
          "response.cancelled",
          "response.done" ->
          end(event.need("response").object(), type.substring(type.indexOf('.') + 1), out);
      case "error" -> throw refused(error(event));
      default -> {
        event.find("error").filter(_ -> type.isEmpty()).ifPresent(this::refuse);
        opened("", "", out);
        output.take(type, event, out);
      }
    }
  }

  /// Takes a whole response, and says what is owed of it.
  void end(Members response, Consumer<? super Event> out) {
    end(response, "completed", out);
  }

  private void end(Members response, String told, Consumer<? super Event> out) {
    String status = response.text("status").filter(word -> !word.isEmpty()).orElse(told);
    open(response, out);
    response.find("usage").ifPresent(given -> usage.take(given.object()));
    boolean cut = status.equals("incomplete");
    if (!cut && !status.equals("completed")) {
      usage.told().ifPresent(used -> out.accept(new Event.Metered(used)));
    }
    switch (status) {
      case "completed", "incomplete" -> {}
      case "failed" ->
          throw refused(response.find("error").map(Value::json).orElse(response.json()));
      default ->
          throw new Refused(
              new Failure.Truncated(provider, "it gave up the response, which is " + status));
    }
    response.find("error").ifPresent(this::refuse);
    var stop = cut ? Optional.of(cut(response)) : Optional.<Stop>empty();
    output.end(response.find("output").map(Value::items), out);
    Stop own = output.calls() ? new Stop.ToolCalls() : new Stop.Ended();
    out.accept(new Event.Stopped(Output.CHOICE, stop.orElse(own)));
    out.accept(new Event.Metered(usage.total()));
    out.accept(new Event.Closed());
    over = true;
  }

  private Stop cut(Members response) {
    String reason =
        response
            .find("incomplete_details")
            .flatMap(details -> details.object().text("reason"))
            .orElse("for no reason given");
    return switch (reason) {
      case "max_output_tokens", "max_tokens" -> new Stop.Length();
      case "content_filter" -> new Stop.Filtered();
      default ->
          throw new Refused(
              new Failure.Truncated(provider, "it left the response incomplete: " + reason));
    };
  }

  private void open(Members response, Consumer<? super Event> out) {
    opened(response.text("id").orElse(""), response.text("model").orElse(""), out);
  }

  private void opened(String id, String model, Consumer<? super Event> out) {
    if (!opened) {
      opened = true;
      output.named(id);
      out.accept(new Event.Opened(id, model));
    }
  }

  /// Some put the error into the event, others into a member of it.
  private static Json error(Members event) {
    return event.find("error").map(Value::json).orElse(withoutType(event.json()));
  }

  /// The type of the event would be taken for the code of the error.
  private static Json withoutType(Json.Fields event) {
    var members = new LinkedHashMap<>(event.values());
    members.remove("type");
    return new Json.Fields(members);
  }

  private void refuse(Value error) {
    throw refused(error.json());
  }

  private Refused refused(Json error) {
    return new Refused(Failures.inside(error, provider));
  }
}
