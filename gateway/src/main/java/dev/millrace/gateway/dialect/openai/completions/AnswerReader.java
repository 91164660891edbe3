package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.dialect.openai.chat.UsageReader;
import dev.millrace.gateway.dialect.openai.request.TokenIds;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
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

/// Reads an answer of somebody else's server, in chunks or whole: a whole answer is one chunk.
final class AnswerReader {
  private static final int MOST_CHOICES = 1_000;

  private final String provider;
  private final Echoing echoing;
  private final UsageReader usage;
  private final SortedMap<Integer, ChoiceReader> choices = new TreeMap<>();
  private List<Integer> prompt = List.of();
  private boolean opened;
  private Optional<Usage> metered = Optional.empty();

  AnswerReader(String provider, int promptTokens, Echoing echoing) {
    this.provider = provider;
    this.echoing = echoing;
    this.usage = new UsageReader(promptTokens, false);
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

  private void take(Members chunk, Consumer<? super Event> out) {
    chunk.find("error").filter(AnswerReader::says).ifPresent(this::refuse);
    if (!opened) {
      opened = true;
      out.accept(new Event.Opened(chunk.text("id").orElse(""), chunk.text("model").orElse("")));
    }
    var counted = chunk.find("usage");
    counted.ifPresent(usage::take);
    chunk.find("prompt_token_ids").map(TokenIds::read).ifPresent(ids -> prompt = ids);
    chunk
        .find("choices")
        .ifPresent(given -> given.items().forEach(choice -> choice(choice.object(), out)));
    if (counted.isPresent()) { // it counts even if the stream breaks after it
      usage.told().ifPresent(told -> meter(told, out));
    }
  }

  private void meter(Usage used, Consumer<? super Event> out) {
    metered = Optional.of(used);
    out.accept(new Event.Metered(used));
  }

  private void choice(Members given, Consumer<? super Event> out) {
    int index = given.wholeNumber("index", 0, MOST_CHOICES).orElse(0);
    given.find("prompt_token_ids").map(TokenIds::read).ifPresent(ids -> prompt = ids);
    choices
        .computeIfAbsent(index, _ -> new ChoiceReader(index, provider, echoing, usage))
        .take(given, prompt, out);
  }

  private static boolean says(Value error) {
    return !error.json().equals(new Json.Bool(false)) && !error.json().equals(new Json.Text(""));
  }

  private void refuse(Value error) {
    throw new Refused(Failures.inside(error.json(), provider));
  }

  private Refused truncated(String why) {
    return new Refused(new Failure.Truncated(provider, why));
  }
}
