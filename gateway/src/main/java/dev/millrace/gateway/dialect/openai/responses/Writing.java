package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.AnswerWriter;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reply;
import java.util.List;
import java.util.function.Function;

/// How a request is to be answered, and what is to be kept of it.
public final class Writing implements Function<Naming, AnswerWriter> {
  private final Form form;
  private final Keeping keeping;
  private final List<Json.Fields> input;

  /// @param input all that the model is shown but for instructions: earlier items, then those of
  ///     this request, as they were sent
  Writing(Form form, Keeping keeping, List<Json.Fields> input) {
    this.form = form;
    this.keeping = keeping;
    this.input = List.copyOf(input);
  }

  /// What is to be kept.
  ///
  /// @param store whether the response can be asked for afterwards
  /// @param background whether it is given without a client that waits for it
  /// @param streamed whether the client wants to be told as it comes
  public record Keeping(boolean store, boolean background, boolean streamed) {}

  public Keeping keeping() {
    return keeping;
  }

  /// What is kept of an answer of that name.
  public Transcript transcript(Naming naming) {
    return new Transcript(naming, form, keeping, new Filing(naming.id()).all(input));
  }

  @Override
  public AnswerWriter apply(Naming naming) {
    return new Writer(naming, form);
  }

  private record Writer(Naming naming, Form form) implements AnswerWriter {
    @Override
    public byte[] whole(Reply reply) {
      return new Replies(naming, form).write(reply);
    }

    @Override
    public StreamWriter stream() {
      return new ToFrames(naming, form);
    }
  }
}
