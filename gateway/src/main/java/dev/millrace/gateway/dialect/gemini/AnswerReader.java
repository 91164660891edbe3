package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Reads an answer in frames, or whole: a frame is a whole answer that has less in it. Takes what it
/// can use and passes over the rest.
final class AnswerReader {
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

  private final String provider;
  private final int wanted;
  private final UsageReader usage;
  private final SortedMap<Integer, ChoiceReader> choices = new TreeMap<>();
  private String id = "";
  private boolean opened;

  AnswerReader(String provider, Asked asked) {
    this.provider = provider;
    this.wanted = asked.choices();
    this.usage = new UsageReader(asked.promptTokens());
  }

  /// Takes a frame.
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
    choices.forEach((index, choice) -> {
      if (!choice.stopped()) {
        throw truncated("its answer ended before choice " + index + " did");
      }
    });
    if (choices.size() < wanted) {
      throw truncated(
          "its answer ended with " + choices.size() + " of " + wanted + " choices begun");
    }
    out.accept(new Event.Metered(usage.total()));
    out.accept(new Event.Closed());
  }

  private void take(Members frame, Consumer<? super Event> out) {
    var error = frame.find("error");
    if (error.isPresent()) {
      throw new Refused(Failures.inside(frame.json(), provider));
    }
    open(frame, out);
    var counts = frame.find("usageMetadata");
    counts.ifPresent(told -> usage.begin(told, out));
    frame
        .find("candidates")
        .ifPresent(given -> given.items().forEach(candidate -> candidate(candidate.object(), out)));
    frame
        .find("promptFeedback")
        .flatMap(feedback -> feedback.object().text("blockReason"))
        .filter(reason -> !reason.isEmpty() && !reason.equals("BLOCK_REASON_UNSPECIFIED"))
        .ifPresent(_ -> blocked(out));
    counts.ifPresent(told -> usage.take(told, out));
  }

  private void open(Members frame, Consumer<? super Event> out) {
    if (!opened) {
      opened = true;
      String given = frame.text("responseId").orElse("");
      id = UNSAFE.matcher(given).replaceAll("");
      out.accept(new Event.Opened(given, frame.text("modelVersion").orElse("")));
    }
  }

  /// More choices than were wanted have no place in an answer.
  private void candidate(Members candidate, Consumer<? super Event> out) {
    int index = candidate.wholeNumber("index", 0, Integer.MAX_VALUE).orElse(0);
    if (index < wanted) {
      choice(index).take(candidate, out);
    }
  }

  private void blocked(Consumer<? super Event> out) {
    for (int index = 0; index < wanted; index++) {
      choice(index).block(out);
    }
  }

  private ChoiceReader choice(int index) {
    return choices.computeIfAbsent(
        index, _ -> new ChoiceReader(index, provider, "call_" + id + "_", usage));
  }

  private Refused truncated(String why) {
    return new Refused(new Failure.Truncated(provider, why));
  }
}
