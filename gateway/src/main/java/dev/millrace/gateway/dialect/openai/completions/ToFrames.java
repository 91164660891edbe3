package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Event;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Events as the chunks of a stream; usage comes always, in the last chunk, which has no choices;
/// then `[DONE]`. Ids of tokens come with the text that they stand for, or with the end.
final class ToFrames implements StreamWriter {
  private final String head;
  private final Shape shape;
  private final Map<Integer, Choice> choices = new HashMap<>();
  private Optional<Usage> usage = Optional.empty();

  ToFrames(Naming naming, Shape shape) {
    this.head = Wire.head(naming);
    this.shape = shape;
  }

  @Override
  public void turn(Event input, Consumer<? super Frame> out) {
    switch (input) {
      case Event.Opened _, Event.Began _, Event.Signed _, Event.Ended _ -> {}
      case Event.Prompted(var choice, var prompt) -> prompted(choice, prompt, out);
      case Event.Sampled(var choice, var tokens) -> choice(choice).tokens.addAll(tokens);
      case Event.Grew(var choice, var _, var delta, var logprobs) ->
          grew(choice, delta, shape.rows(logprobs), out);
      case Event.Stopped(var choice, var stop) ->
          send(new Piece(choice, "", List.of(), Optional.of(stop), ids(choice)), out);
      case Event.Metered(var told) -> usage = Optional.of(told);
      case Event.Closed _ -> {
        usage.ifPresent(told -> usage(told, out));
        out.accept(Frame.of(Common.DONE));
      }
    }
  }

  private void usage(Usage told, Consumer<? super Frame> out) {
    var json = new JsonWriter(head).array("choices").endArray();
    Common.usage(told, json);
    out.accept(Frame.of(json.endObject().text()));
  }

  /// Sends an error instead of `[DONE]`, after what was used until then.
  @Override
  public void fail(Broken broken, Consumer<? super Frame> out) {
    usage(broken.usage(), out);
    byte[] json = Failures.write(broken.failure(), broken.requestId(), "prompt").json();
    out.accept(Frame.of(new String(json, StandardCharsets.UTF_8)));
  }

  private void prompted(int choice, Echo prompt, Consumer<? super Frame> out) {
    choice(choice).prompt = shape.ids(prompt.tokens());
    grew(choice, shape.text(prompt), shape.rows(prompt), out);
  }

  private void grew(int choice, String delta, List<Row> rows, Consumer<? super Frame> out) {
    if (!delta.isEmpty() || !rows.isEmpty()) {
      send(new Piece(choice, delta, rows, Optional.empty(), ids(choice)), out);
    }
  }

  private void send(Piece piece, Consumer<? super Frame> out) {
    var json = new JsonWriter(head).array("choices");
    Wire.choice(piece, choice(piece.index()).place, json);
    out.accept(Frame.of(json.endArray().nothing("usage").endObject().text()));
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
