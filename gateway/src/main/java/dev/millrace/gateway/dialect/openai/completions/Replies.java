package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whole answers.
final class Replies {
  private Replies() {}

  /// The body for a client.
  static byte[] write(Reply reply, Naming naming, Shape shape) {
    var json = Common.head(naming, Wire.OBJECT).array("choices");
    int index = 0;
    for (var choice : Best.of(reply.choices(), shape)) {
      Wire.choice(piece(index++, choice, shape), new Place(), json);
    }
    json.endArray();
    Common.usage(reply.usage(), naming.style(), json);
    return json.endObject().bytes();
  }

  /// Reads the body of a provider's answer.
  ///
  /// @throws Refused with what went wrong at the provider
  static List<Event> read(byte[] body, AnswerReader reader) {
    var events = new ArrayList<Event>();
    reader.take(() -> JsonReader.readObject(body), events::add);
    reader.finish(events::add);
    return events;
  }

  private static Piece piece(int index, Reply.Choice choice, Shape shape) {
    var rows = new ArrayList<Row>();
    choice.prompt().map(shape::rows).ifPresent(rows::addAll);
    rows.addAll(shape.rows(logprobs(choice)));
    return new Piece(
        index,
        choice.prompt().map(shape::text).orElse("") + text(choice),
        rows,
        Optional.of(choice.stop()),
        new Ids(choice.prompt().map(Echo::tokens).flatMap(shape::ids), shape.ids(choice.tokens())));
  }

  /// What was said, thoughts included: this dialect has one text.
  private static String text(Reply.Choice choice) {
    return choice.pieces().stream()
        .map(Reply.Piece::part)
        .map(Part::grown)
        .collect(Collectors.joining());
  }

  static List<TokenLogprob> logprobs(Reply.Choice choice) {
    return choice.pieces().stream().flatMap(piece -> piece.logprobs().stream()).toList();
  }
}
