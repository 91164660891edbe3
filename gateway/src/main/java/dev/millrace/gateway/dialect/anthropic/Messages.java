package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.AnswerWriter;
import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.Reading;
import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reply;
import java.util.List;

/// Anthropic's Messages, as we serve them.
public final class Messages implements Dialect {
  private final Thoughts thoughts;

  /// @param seal hides thoughts in the signatures that clients carry
  public Messages(Seal seal) {
    this.thoughts = new Thoughts(seal);
  }

  @Override
  public String prefix() {
    return "msg_";
  }

  @Override
  public Surface surface() {
    return Surface.anthropic("messages");
  }

  @Override
  public dev.millrace.gateway.dialect.Asked read(Json.Fields body, Reading reading) {
    Asked asked = Requests.read(body, reading, thoughts);
    return new dev.millrace.gateway.dialect.Asked(
        List.of(asked.request()),
        asked.stream(),
        asked.notes(),
        naming -> new Writer(asked, naming, thoughts));
  }

  /// Reads what a client wants to have counted: a request without a limit of tokens.
  public dev.millrace.gateway.dialect.Asked readCount(Json.Fields body, Reading reading) {
    Asked asked = Requests.readCount(body, reading, thoughts);
    return new dev.millrace.gateway.dialect.Asked(
        List.of(asked.request()),
        false,
        asked.notes(),
        naming -> new Writer(asked, naming, thoughts));
  }

  private record Writer(Asked asked, Naming naming, Thoughts thoughts) implements AnswerWriter {
    @Override
    public byte[] whole(Reply reply) {
      return Replies.write(reply, naming, wire());
    }

    @Override
    public StreamWriter stream() {
      return new ToFrames(naming, wire(), asked.request());
    }

    private Wire wire() {
      return new Wire(thoughts, asked.shown());
    }
  }
}
