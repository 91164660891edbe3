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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads one choice of an answer as it grows. A run of text, or of thought, is one part; so is a tool
/// call. Parts come one after the other: what is said while a tool is being called waits.
final class ChoiceReader {
  private final int index;
  private final String provider;
  private final UsageReader usage;
  private final CallsReader calls;
  private final Repeated repeated;
  private final List<Words> waiting = new ArrayList<>();
  private Optional<Part> open = Optional.empty();
  private int openAt;
  private int signedAt = -1;
  private int parts;
  private boolean stopped;

  /// @param stem how ids of calls begin that the provider leaves to us
  /// @param repeated what the stream says again
  ChoiceReader(int index, String provider, String stem, UsageReader usage, Repeated repeated) {
    this.repeated = repeated;
    this.index = index;
    this.provider = provider;
    this.usage = usage;
    this.calls = new CallsReader(index, provider, stem, usage);
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
    String thought = repeated.thought(thought(delta));
    var content = delta.find("content");
    String text = repeated.text(content.map(Content::of).orElse(""));
    String refusal = delta.text("refusal").orElse("");
    boolean onlyThought = text.isEmpty() && !thought.isEmpty(); // whose tokens have no place here
    var logprobs = choice.find("logprobs");
    say(new Part.Thought(""), thought, List.of(), out);
    delta.find("reasoning_details").flatMap(Details::signature).ifPresent(mark -> sign(mark, out));
    say(new Part.Thought(""), content.map(Content::thought).orElse(""), List.of(), out);
    say(
        new Part.Text(""),
        text,
        onlyThought ? List.of() : LogprobReader.read(logprobs, "content"),
        out);
    say(new Part.Refusal(""), refusal, LogprobReader.read(logprobs, "refusal"), out);
    delta.find("annotations").ifPresent(given -> cited(given, out));
    delta
        .find("tool_calls")
        .map(Value::items)
        .filter(items -> !items.isEmpty())
        .ifPresent(items -> {
          close(out);
          parts = calls.take(items, parts, out);
        });
    delta
        .find("function_call")
        .ifPresent(function -> {
          close(out);
          parts = calls.takeFunction(function.object(), parts, out);
        });
  }

  /// OpenRouter tells thoughts twice, MiniMax in `reasoning_details` alone. (2026-11)
  private static String thought(Members delta) {
    return delta
        .find("reasoning_content")
        .or(() -> delta.find("reasoning"))
        .map(Content::of)
        .or(() -> delta.find("reasoning_details").map(Details::text))
        .orElse("");
  }

  /// A mark of a thought that is over already has no place.
  private void sign(Part.Signature mark, Consumer<? super Event> out) {
    boolean thinking = open.filter(Part.Thought.class::isInstance).isPresent();
    if (thinking && signedAt != openAt) {
      signedAt = openAt;
      out.accept(new Event.Signed(index, openAt, mark));
    }
  }

  private void cited(Value given, Consumer<? super Event> out) {
    given.items().forEach(source -> out.accept(new Event.Cited(index, source.json())));
  }

  private void say(
      Part kind, String text, List<TokenLogprob> logprobs, Consumer<? super Event> out) {
    if (text.isEmpty() && logprobs.isEmpty()) {
      return;
    }
    var words = new Words(kind, text, logprobs);
    if (calls.open() && !calls.whole()) {
      waiting.add(words);
      return;
    }
    parts = calls.end(parts, out);
    grow(words, out);
  }

  private void grow(Words words, Consumer<? super Event> out) {
    if (!open.equals(Optional.of(words.kind()))) {
      close(out);
      open = Optional.of(words.kind());
      openAt = parts++;
      out.accept(new Event.Began(index, openAt, words.kind()));
    }
    usage.saw(words.text());
    out.accept(new Event.Grew(index, openAt, words.text(), words.logprobs()));
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
    parts = calls.end(parts, out);
    waiting.forEach(words -> grow(words, out));
    close(out);
    stopped = true;
    out.accept(new Event.Stopped(index, stop));
  }

  /// Providers have words of their own; one that we do not know counts as a plain end, since the
  /// provider did end the choice itself. Whether tools are called is seen from the calls: some say
  /// `stop` after them, others `tool_calls` without any. (2026-11)
  private Stop stop(String word, Members choice) {
    return switch (word) {
      case "length", "max_tokens", "model_length" -> new Stop.Length();
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

  /// What is said beside calls.
  private record Words(Part kind, String text, List<TokenLogprob> logprobs) {}

  private static int token(Value id) {
    return (int) id.wholeNumber(0, Integer.MAX_VALUE);
  }
}
