package dev.millrace.gateway.dialect.openai.chat;

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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads one choice of an answer as it grows. A run of text, or of thought, is one part; a tool
/// call is one part from its first piece to the end of the choice.
final class ChoiceReader {
  private final int index;
  private final String provider;
  private final UsageReader usage;
  private final CallsReader calls;
  private Optional<Part> open = Optional.empty();
  private int openAt;
  private int parts;
  private boolean stopped;

  ChoiceReader(int index, String provider, UsageReader usage) {
    this.index = index;
    this.provider = provider;
    this.usage = usage;
    this.calls = new CallsReader(index, usage);
  }

  boolean stopped() {
    return stopped;
  }

  void take(Members choice, Consumer<? super Event> out) {
    if (stopped) {
      return; // OpenRouter says the end twice (2026-11)
    }
    choice
        .find("token_ids")
        .map(TokenIds::read)
        .filter(ids -> !ids.isEmpty())
        .ifPresent(ids -> out.accept(new Event.Sampled(index, ids)));
    choice
        .find("delta")
        .or(() -> choice.find("message"))
        .ifPresent(delta -> delta(delta.object(), choice, out));
    choice
        .text("finish_reason")
        .filter(word -> !word.isEmpty())
        .ifPresent(word -> stop(word, choice, out));
  }

  private void delta(Members delta, Members choice, Consumer<? super Event> out) {
    String thought =
        delta
            .find("reasoning_content")
            .or(() -> delta.find("reasoning"))
            .map(Content::of)
            .orElse("");
    grow(new Part.Thought(""), thought, List.of(), out);
    var content = delta.find("content");
    grow(new Part.Thought(""), content.map(Content::thought).orElse(""), List.of(), out);
    String text = content.map(Content::of).orElse("") + delta.text("refusal").orElse("");
    boolean onlyThought = text.isEmpty() && !thought.isEmpty(); // whose tokens have no place here
    var logprobs =
        onlyThought ? List.<TokenLogprob>of() : LogprobReader.read(choice.find("logprobs"));
    grow(new Part.Text(""), text, logprobs, out);
    delta
        .find("tool_calls")
        .map(Value::items)
        .filter(items -> !items.isEmpty())
        .ifPresent(items -> {
          close(out);
          parts = calls.take(items, parts, out);
        });
  }

  private void grow(
      Part kind, String text, List<TokenLogprob> logprobs, Consumer<? super Event> out) {
    if (text.isEmpty() && logprobs.isEmpty()) {
      return;
    }
    if (!open.equals(Optional.of(kind))) {
      close(out);
      open = Optional.of(kind);
      openAt = parts++;
      out.accept(new Event.Began(index, openAt, kind));
    }
    usage.saw(text);
    out.accept(new Event.Grew(index, openAt, text, logprobs));
  }

  private void close(Consumer<? super Event> out) {
    if (open.isPresent()) {
      open = Optional.empty();
      out.accept(new Event.Ended(index, openAt));
    }
  }

  private void stop(String word, Members choice, Consumer<? super Event> out) {
    var stop = stop(word, choice);
    close(out);
    calls.end(parts, out);
    stopped = true;
    out.accept(new Event.Stopped(index, stop));
  }

  /// Providers have words of their own; one that we do not know counts as a plain end, since the
  /// provider did end the choice itself.
  private Stop stop(String word, Members choice) {
    return switch (word) {
      case "length", "max_tokens", "model_length" -> new Stop.Length();
      case "tool_calls", "function_call" -> new Stop.ToolCalls();
      case "content_filter", "sensitive" -> new Stop.Filtered();
      case "error", "abort", "network_error", "insufficient_system_resource" ->
          throw new Refused(new Failure.Truncated(provider, "it gave up the answer: " + word));
      default -> calls.any() ? new Stop.ToolCalls() : plain(choice);
    };
  }

  /// vLLM and SGLang say which stop sequence came up, vLLM also which stop token. SGLang's
  /// `matched_stop` is a number too when the model ended by itself. (2026-11)
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
      case Json.Numeral _ -> Optional.of(new Stop.MatchedToken(token(reason)));
      case Json.Text _, Json.Fields _, Json.Items _, Json.Bool _, Json.Null _ -> Optional.empty();
    };
  }

  private static int token(Value id) {
    return (int) id.wholeNumber(0, Integer.MAX_VALUE);
  }
}
