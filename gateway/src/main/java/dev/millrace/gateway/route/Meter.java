package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.llm.Event;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Counts what one answer takes. For an answer that breaks off before its usage was
/// told it estimates: four characters a token, and each piece of a stream at least one.
public final class Meter {
  /// What takes nothing.
  public static final Usage NOTHING = new Usage(0, 0, 0, 0, Usage.Origin.EXACT);

  private static final int CHARACTERS_PER_TOKEN = 4;

  private final List<Request> requests;
  private final int prompt;
  private int pieces;
  private long characters;
  private boolean cut;
  private Optional<Usage> counted = Optional.empty();

  /// @param requests whose answers are one
  public Meter(List<Request> requests) {
    this(requests, Math.toIntExact(requests.stream().mapToLong(Estimate::prompt).sum()));
  }

  private Meter(List<Request> requests, int prompt) {
    this.requests = List.copyOf(requests);
    this.prompt = prompt;
  }

  /// One of another answer to the same, and to so many tokens more.
  Meter another(int more) {
    return new Meter(requests, prompt + more);
  }

  /// Takes note of an event.
  public void count(Event event) {
    switch (event) {
      case Event.Grew grew -> {
        pieces++;
        characters += grew.delta().length();
      }
      case Event.Stopped(_, var stop) ->
          cut |= stop instanceof Stop.Length || stop instanceof Stop.Window;
      case Event.Metered(var usage) -> {
        counted = Optional.of(usage);
        pieces = 0;
        characters = 0;
      }
      case Event.Opened _,
          Event.Prompted _,
          Event.Sampled _,
          Event.Began _,
          Event.Signed _,
          Event.Cited _,
          Event.Ended _,
          Event.Closed _ -> {}
    }
  }

  /// What has been used until now.
  public Usage usage() {
    return counted.map(this::further).orElseGet(() -> estimate(prompt));
  }

  /// Whether anybody has said what was used.
  boolean told() {
    return counted.isPresent();
  }

  /// How an answer that is whole has ended.
  public Outcome outcome() {
    return cut ? Outcome.LENGTH : Outcome.COMPLETE;
  }

  /// The most that can be used.
  ///
  /// @param window of the model; all of it may be generated where nobody set a limit
  public Usage worst(OptionalInt window) {
    int most = window.orElse(prompt);
    long output =
        requests.stream()
            .map(Request::bounds)
            .mapToLong(bounds -> (long) bounds.maxTokens().orElse(most) * bounds.choices())
            .sum();
    int bounded = (int) Math.min(output, Integer.MAX_VALUE - (long) prompt);
    return new Usage(prompt, 0, bounded, 0, Usage.Origin.ESTIMATED);
  }

  private Usage further(Usage told) {
    return pieces == 0 ? told : told.plus(estimate(0));
  }

  /// Of what has come since the last count.
  private Usage estimate(int input) {
    int output = (int) Math.max(pieces, Math.ceilDiv(characters, CHARACTERS_PER_TOKEN));
    return new Usage(input, 0, output, 0, Usage.Origin.ESTIMATED);
  }
}
