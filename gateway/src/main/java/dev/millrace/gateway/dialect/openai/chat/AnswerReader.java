package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.openai.request.TokenIds;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Usage;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads an answer of somebody else's server, in chunks or whole: a whole answer is one chunk with
/// `message` in place of `delta`. Takes what it can use and passes over the rest, as servers
/// differ.
final class AnswerReader {
  /// What an id of a call must not have, so that all dialects can carry it.
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

  private final String provider;
  private final Quirks.Answering answering;
  private final SortedMap<Integer, ChoiceReader> choices = new TreeMap<>();
  private final UsageReader usage;
  private List<Integer> prompt = List.of();
  private String id = "";
  private boolean opened;
  private Optional<Usage> metered = Optional.empty();

  AnswerReader(String provider, Quirks.Answering answering, int promptTokens) {
    this.provider = provider;
    this.answering = answering;
    this.usage = new UsageReader(promptTokens, answering.reasoningApart());
  }

  /// Takes a whole answer, or a chunk of one.
  void take(Supplier<Json.Fields> json, Consumer<? super Event> out) {
    try {
      take(Members.of(json.get()), out);
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

  /// Says the rest; all must have been told.
  void finish(Consumer<? super Event> out) {
    if (choices.isEmpty()) {
      throw truncated("its answer has no choices");
    }
    choices.forEach((index, choice) -> {
      if (!choice.stopped()) {
        throw truncated("its answer ended before choice " + index + " did");
      }
    });
    if (!metered.equals(Optional.of(usage.total()))) {
      meter(usage.total(), out);
    }
    out.accept(new Event.Closed());
  }

  private void meter(Usage used, Consumer<? super Event> out) {
    metered = Optional.of(used);
    out.accept(new Event.Metered(used));
  }

  private void take(Members chunk, Consumer<? super Event> out) {
    chunk.find("error").filter(AnswerReader::says).ifPresent(this::refuse);
    open(chunk, out);
    var counted = chunk.find("usage");
    counted.ifPresent(usage::take);
    chunk.find("prompt_token_ids").map(TokenIds::read).ifPresent(ids -> prompt = ids);
    chunk
        .find("choices")
        .ifPresent(given -> given.items().forEach(choice -> choice(choice.object(), out)));
    if (counted.isPresent() && opened) { // it counts even if the stream breaks after it
      usage.told().ifPresent(told -> meter(told, out));
    }
  }

  /// Azure sends a chunk about the prompt first, which has neither name nor choices (2026-11).
  private void open(Members chunk, Consumer<? super Event> out) {
    String id = chunk.text("id").orElse("");
    boolean nameless = id.isEmpty() && chunk.find("choices").filter(AnswerReader::has).isEmpty();
    if (!opened && !nameless) {
      opened = true;
      this.id = UNSAFE.matcher(id).replaceAll("");
      out.accept(new Event.Opened(id, chunk.text("model").orElse("")));
    }
  }

  private static boolean has(Value choices) {
    return !choices.items().isEmpty();
  }

  private void choice(Members given, Consumer<? super Event> out) {
    int index = given.wholeNumber("index", 0, 1_000).orElse(0);
    given.find("usage").ifPresent(usage::take); // Moonshot counts here (2026-11)
    choices.computeIfAbsent(index, _ -> begun(index, out)).take(given, out);
  }

  private ChoiceReader begun(int index, Consumer<? super Event> out) {
    if (!prompt.isEmpty()) {
      out.accept(new Event.Prompted(index, new Echo("", prompt, List.of())));
    }
    return new ChoiceReader(
        index, provider, "call_" + id + "_", usage, new Repeated(answering.repeats()));
  }

  private static boolean says(Value error) {
    return !error.json().equals(new Json.Bool(false)) && !error.json().equals(new Json.Text(""));
  }

  private void refuse(Value error) {
    throw new Refused(new ErrorReader(provider).inside(error.json()));
  }

  private Refused truncated(String why) {
    return new Refused(new Failure.Truncated(provider, why));
  }
}
