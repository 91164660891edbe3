package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.openai.Chunks;
import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.dialect.openai.Running;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.llm.Event;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/// Events as the chunks of a stream. Each choice opens with a chunk that names the role; usage comes
/// always, where the style of the surface wants it; then `[DONE]`.
public final class ToFrames implements StreamWriter {
  private final Style style;
  private final Manner manner;
  private final Chunks chunks;
  private final SortedMap<Integer, Strand> strands = new TreeMap<>();
  private List<Integer> prompt = List.of();

  /// One for a request that asks for nothing special.
  public ToFrames(Naming naming) {
    this(naming, Manner.usual(), () -> 0);
  }

  /// @param estimate of the tokens of the prompt
  ToFrames(Naming naming, Manner manner, IntSupplier estimate) {
    this.style = naming.style();
    this.manner = manner;
    var head = Common.head(naming, "chat.completion.chunk");
    this.chunks = new Chunks(head, style, manner.continuous(), new Running(estimate));
  }

  @Override
  public void turn(Event input, Consumer<? super Frame> out) {
    switch (input) {
      case Event.Opened _ -> {}
      case Event.Signed(var choice, var index, var signature) ->
          strand(choice, out).signed(index, signature, out);
      case Event.Prompted(_, var echo) -> prompt = strands.isEmpty() ? echo.tokens() : prompt;
      case Event.Sampled(var choice, var tokens) -> strand(choice, out).sampled(tokens);
      case Event.Cited(var choice, var source) -> strand(choice, out).cited(source, out);
      case Event.Began(var choice, var index, var part) ->
          strand(choice, out).began(index, part, out);
      case Event.Grew(var choice, var index, var delta, var logprobs) -> {
        chunks.grew();
        strand(choice, out).grew(index, delta, logprobs, out);
      }
      case Event.Ended(var choice, var index) -> strand(choice, out).ended(index, out);
      case Event.Stopped(var choice, var stop) -> strand(choice, out).stopped(stop, out);
      case Event.Metered(var told) -> chunks.metered(told);
      case Event.Closed _ -> chunks.close(Wire.metadata(thoughts(), style), out);
    }
  }

  /// Sends an error instead of `[DONE]`, after what was used until then.
  @Override
  public void fail(Broken broken, Consumer<? super Frame> out) {
    chunks.fail(broken, () -> Failures.write(broken.failure(), broken.requestId()), out);
  }

  private String thoughts() {
    return strands.values().stream().map(Strand::thoughts).collect(Collectors.joining());
  }

  private Strand strand(int index, Consumer<? super Frame> out) {
    Strand known = strands.get(index);
    if (known != null) {
      return known;
    }
    var strand = new Strand(index, chunks, style, manner);
    strands.put(index, strand);
    strand.open(prompt, out);
    prompt = List.of();
    return strand;
  }
}
