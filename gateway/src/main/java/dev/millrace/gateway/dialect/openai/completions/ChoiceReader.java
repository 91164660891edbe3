package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.openai.chat.UsageReader;
import dev.millrace.gateway.dialect.openai.request.TokenIds;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads one choice of an answer as it grows: its prompt, where that is told, and one text.
final class ChoiceReader {
  private final int index;
  private final String provider;
  private final Echoing echoing;
  private final UsageReader usage;
  private final Border border;
  private final List<Integer> tokens = new ArrayList<>();
  private boolean prompted;
  private boolean begun;
  private boolean stopped;

  ChoiceReader(int index, String provider, Echoing echoing, UsageReader usage) {
    this.index = index;
    this.provider = provider;
    this.echoing = echoing;
    this.usage = usage;
    this.border = new Border(provider, echoing.prompt());
  }

  boolean stopped() {
    return stopped;
  }

  /// @param prompt its tokens, as far as they have been told
  void take(Members choice, List<Integer> prompt, Consumer<? super Event> out) {
    if (stopped) {
      return;
    }
    String text = choice.text("text").orElse("");
    var rows = ColumnsReader.read(choice.find("logprobs"));
    var reason = choice.text("finish_reason").filter(word -> !word.isEmpty());
    var said = new Border.Said(text, rows);
    choice.find("token_ids").map(TokenIds::read).ifPresent(tokens::addAll);
    if (echoing.asked() && !prompted) {
      border.take(text, rows);
      if (!border.passed() && reason.isEmpty()) {
        return;
      }
      said = border.rest();
    }
    prompted(prompt, out);
    sampled(out);
    grow(said, out);
    reason.ifPresent(word -> stop(word, choice, out));
  }

  private void prompted(List<Integer> prompt, Consumer<? super Event> out) {
    if (!prompted && echoing.told()) {
      out.accept(new Event.Prompted(index, border.echo(prompt, echoing)));
    }
    prompted = true;
  }

  private void sampled(Consumer<? super Event> out) {
    if (!tokens.isEmpty()) {
      out.accept(new Event.Sampled(index, tokens));
      tokens.clear();
    }
  }

  private void grow(Border.Said said, Consumer<? super Event> out) {
    var logprobs =
        echoing.likely()
            ? said.rows().stream().map(ColumnsReader.Column::known).toList()
            : List.<TokenLogprob>of();
    if (said.text().isEmpty() && logprobs.isEmpty()) {
      return;
    }
    if (!begun) {
      begun = true;
      out.accept(new Event.Began(index, 0, new Part.Text("")));
    }
    usage.saw(said.text());
    out.accept(new Event.Grew(index, 0, said.text(), logprobs));
  }

  private void stop(String word, Members choice, Consumer<? super Event> out) {
    var stop = stop(word, choice);
    if (begun) {
      out.accept(new Event.Ended(index, 0));
    }
    stopped = true;
    out.accept(new Event.Stopped(index, stop));
  }

  private Stop stop(String word, Members choice) {
    return switch (word) {
      case "length", "max_tokens" -> new Stop.Length();
      case "content_filter" -> new Stop.Filtered();
      case "error", "abort" ->
          throw new Refused(new Failure.Truncated(provider, "it gave up the answer: " + word));
      default -> plain(choice);
    };
  }

  /// vLLM and SGLang say which stop sequence came up, vLLM also which stop token. (2026-11)
  private static Stop plain(Members choice) {
    return choice
        .find("stop_reason")
        .or(() -> choice.find("matched_stop").filter(value -> value.json() instanceof Json.Text))
        .flatMap(ChoiceReader::matched)
        .orElse(new Stop.Ended());
  }

  private static Optional<Stop> matched(Value reason) {
    return switch (reason.json()) {
      case Json.Text(var sequence) when !sequence.isEmpty() ->
          Optional.of(new Stop.Matched(sequence));
      case Json.Numeral _ ->
          Optional.of(new Stop.MatchedToken((int) reason.wholeNumber(0, Integer.MAX_VALUE)));
      case Json.Text _, Json.Fields _, Json.Items _, Json.Bool _, Json.Null _ -> Optional.empty();
    };
  }
}
