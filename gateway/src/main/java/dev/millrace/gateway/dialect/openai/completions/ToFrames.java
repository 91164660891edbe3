package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.openai.Chunks;
import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.dialect.openai.Running;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// Events as the chunks of a stream; usage comes always, in the last chunk, which has no choices;
/// then `[DONE]`. Ids of tokens come with the text that they stand for, or with the end.
final class ToFrames implements StreamWriter {
  private final Chunks chunks;
  private final Shape shape;
  private final Map<Integer, Choice> choices = new HashMap<>();

  ToFrames(Naming naming, Shape shape, boolean continuous, IntSupplier estimate) {
    var head = Common.head(naming, Wire.OBJECT);
    this.chunks = new Chunks(head, naming.style(), continuous, new Running(estimate));
    this.shape = shape;
  }

  @Override
  public void turn(Event input, Consumer<? super Frame> out) {
    switch (input) {
      case Event.Opened _, Event.Began _, Event.Signed _, Event.Cited _, Event.Ended _ -> {}
      case Event.Prompted(var choice, var prompt) -> prompted(choice, prompt, out);
      case Event.Sampled(var choice, var tokens) -> choice(choice).tokens.addAll(tokens);
      case Event.Grew(var choice, var _, var delta, var logprobs) -> {
        chunks.grew();
        grew(choice, delta, shape.rows(logprobs), out);
      }
      case Event.Stopped(var choice, var stop) ->
          chunks.finish(
              chunk(new Piece(choice, "", List.of(), Optional.of(stop), ids(choice))), out);
      case Event.Metered(var told) -> chunks.metered(told);
      case Event.Closed _ -> chunks.close(Map.of(), out);
    }
  }

  /// Sends an error instead of `[DONE]`, after what was used until then.
  @Override
  public void fail(Broken broken, Consumer<? super Frame> out) {
    chunks.fail(broken, () -> Failures.write(broken.failure(), broken.requestId(), "prompt"), out);
  }

  private void prompted(int choice, Echo prompt, Consumer<? super Frame> out) {
    choice(choice).prompt = shape.ids(prompt.tokens());
    grew(choice, shape.text(prompt), shape.rows(prompt), out);
  }

  private void grew(int choice, String delta, List<Row> rows, Consumer<? super Frame> out) {
    if (!delta.isEmpty() || !rows.isEmpty()) {
      chunks.send(chunk(new Piece(choice, delta, rows, Optional.empty(), ids(choice))), out);
    }
  }

  private JsonWriter chunk(Piece piece) {
    var json = chunks.open().array("choices");
    Wire.choice(piece, choice(piece.index()).place, json);
    return json.endArray();
  }

  /// Those that have come since the last piece.
  private Ids ids(int index) {
    Choice choice = choice(index);
    var ids = new Ids(choice.prompt, shape.ids(List.copyOf(choice.tokens)));
    choice.prompt = Optional.empty();
    choice.tokens.clear();
    return ids;
  }

  private Choice choice(int index) {
    return choices.computeIfAbsent(index, _ -> new Choice());
  }

  private static final class Choice {
    private final Place place = new Place();
    private final List<Integer> tokens = new ArrayList<>();
    private Optional<List<Integer>> prompt = Optional.empty();
  }
}
