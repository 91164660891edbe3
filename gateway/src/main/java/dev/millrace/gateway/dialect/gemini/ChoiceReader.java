package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads one candidate as it grows. A run of words, or of thought, is one part up to where it is
/// signed; so is a call, which comes whole.
final class ChoiceReader {
  /// What an id of a call must not have, so that all dialects can carry it.
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");

  private final int index;
  private final String provider;
  private final String stem;
  private final UsageReader usage;
  private final SourceReader sources = new SourceReader();
  private final StringBuilder text = new StringBuilder();
  private final Set<String> ids = new HashSet<>();
  private Optional<Part> open = Optional.empty();
  private int parts;
  private boolean stopped;

  /// @param stem how ids of calls begin that Google leaves to us
  ChoiceReader(int index, String provider, String stem, UsageReader usage) {
    this.index = index;
    this.provider = provider;
    this.stem = stem;
    this.usage = usage;
  }

  boolean stopped() {
    return stopped;
  }

  void take(Members candidate, Consumer<? super Event> out) {
    if (stopped) {
      return;
    }
    var logprobs =
        candidate
            .find("logprobsResult")
            .map(result -> LogprobReader.read(result.object()))
            .orElse(List.of());
    var waiting = logprobs;
    for (var part : parts(candidate)) {
      waiting = part(part.object(), waiting, out);
    }
    if (!waiting.isEmpty() && open.filter(Part.Text.class::isInstance).isPresent()) {
      out.accept(new Event.Grew(index, parts - 1, "", waiting));
    }
    sources.read(candidate, text).forEach(source -> out.accept(new Event.Cited(index, source)));
    candidate
        .text("finishReason")
        .filter(word -> !word.isEmpty() && !word.equals("FINISH_REASON_UNSPECIFIED"))
        .ifPresent(word -> stop(word, candidate.text("finishMessage").orElse(""), out));
  }

  /// Nothing of the choice comes, since the prompt is not let through.
  void block(Consumer<? super Event> out) {
    if (!stopped) {
      finish(new Stop.Filtered(), out);
    }
  }

  private static List<Value> parts(Members candidate) {
    return candidate
        .find("content")
        .flatMap(content -> content.object().find("parts"))
        .map(Value::items)
        .orElse(List.of());
  }

  /// Tells of one part; returns the log probabilities that are still to be told.
  private List<TokenLogprob> part(
      Members part, List<TokenLogprob> logprobs, Consumer<? super Event> out) {
    var signature =
        part.text("thoughtSignature")
            .filter(value -> !value.isEmpty())
            .map(value -> new Part.Signature(Wire.MAKER, value));
    var call = part.find("functionCall");
    if (call.isPresent()) {
      close(out);
      call(call.get().object(), signature, out);
      return logprobs;
    }
    boolean thought = part.isOn("thought");
    String words = part.text("text").orElse("");
    var told = thought || words.isEmpty() ? List.<TokenLogprob>of() : logprobs;
    grow(thought ? new Part.Thought("") : new Part.Text(""), words, told, out);
    signature.ifPresent(signed -> sign(signed, thought, out));
    return told.isEmpty() ? logprobs : List.of();
  }

  private void grow(
      Part kind, String words, List<TokenLogprob> logprobs, Consumer<? super Event> out) {
    if (words.isEmpty()) {
      return;
    }
    begin(kind, out);
    usage.saw(words);
    if (kind instanceof Part.Text) {
      text.append(words);
    }
    out.accept(new Event.Grew(index, parts - 1, words, logprobs));
  }

  /// Words have no signature of their own; it follows them.
  private void sign(Part.Signature signature, boolean thought, Consumer<? super Event> out) {
    if (thought) {
      begin(new Part.Thought(""), out);
      out.accept(new Event.Signed(index, parts - 1, signature));
    } else {
      begin(new Part.Withheld(signature), out);
    }
    close(out);
  }

  /// A signature stands with the beginning, too, for clients that look at that alone.
  private void call(Members call, Optional<Part.Signature> signature, Consumer<? super Event> out) {
    String name = call.text("name").orElse("");
    if (name.isEmpty()) {
      throw senseless("it called a tool without a name");
    }
    if (call.isOn("willContinue") || call.find("partialArgs").isPresent()) {
      throw senseless("it sends the arguments of a tool call in pieces, which nobody asked for");
    }
    String arguments =
        call.find("args").map(given -> JsonWriter.text(given.object().json())).orElse("{}");
    begin(new Part.ToolCall(id(call), name, "", signature), out);
    usage.saw(arguments);
    out.accept(new Event.Grew(index, parts - 1, arguments, List.of()));
    signature.ifPresent(signed -> out.accept(new Event.Signed(index, parts - 1, signed)));
    close(out);
  }

  /// Answers to calls are found by their ids.
  private String id(Members call) {
    String given = UNSAFE.matcher(call.text("id").orElse("")).replaceAll("");
    String own = given.isEmpty() || ids.contains(given) ? stem + index + "_" + parts : given;
    ids.add(own);
    return own;
  }

  private void begin(Part part, Consumer<? super Event> out) {
    if (open.equals(Optional.of(part))) {
      return;
    }
    close(out);
    open = Optional.of(part);
    out.accept(new Event.Began(index, parts++, part));
  }

  private void close(Consumer<? super Event> out) {
    if (open.isPresent()) {
      open = Optional.empty();
      out.accept(new Event.Ended(index, parts - 1));
    }
  }

  private void stop(String word, String why, Consumer<? super Event> out) {
    Stop stop =
        switch (word) {
          case "MAX_TOKENS" -> new Stop.Length();
          case "SAFETY",
              "RECITATION",
              "LANGUAGE",
              "BLOCKLIST",
              "PROHIBITED_CONTENT",
              "SPII",
              "MODEL_ARMOR",
              "IMAGE_SAFETY",
              "IMAGE_PROHIBITED_CONTENT",
              "IMAGE_RECITATION" ->
              new Stop.Filtered();
          case "MALFORMED_FUNCTION_CALL",
              "UNEXPECTED_TOOL_CALL",
              "TOO_MANY_TOOL_CALLS",
              "MALFORMED_RESPONSE",
              "MISSING_THOUGHT_SIGNATURE" ->
              throw senseless("it gave up the answer: " + word + (why.isEmpty() ? "" : ": " + why));
          default -> ids.isEmpty() ? new Stop.Ended() : new Stop.ToolCalls();
        };
    finish(stop, out);
  }

  private void finish(Stop stop, Consumer<? super Event> out) {
    close(out);
    stopped = true;
    out.accept(new Event.Stopped(index, stop));
  }

  private Refused senseless(String why) {
    return new Refused(new Failure.Truncated(provider, why));
  }
}
