package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.AnswerWriter;
import dev.millrace.gateway.observe.Trouble;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.ReplyFold;
import dev.millrace.llm.Usage;
import java.util.Map;

/// Gathers the events and answers once.
final class WholeAnswer implements Answer {
  private final Client client;
  private final AnswerWriter writer;
  private final Map<String, String> headers;
  private final ErrorWriter errors;
  private final ReplyFold fold = new ReplyFold();
  private int status = 200;
  private boolean begun;

  WholeAnswer(Client client, AnswerWriter writer, Map<String, String> headers, ErrorWriter errors) {
    this.client = client;
    this.writer = writer;
    this.headers = headers;
    this.errors = errors;
  }

  @Override
  public void on(Event event) {
    fold.add(event);
    if (event instanceof Event.Closed) {
      begun = true;
      client.answer(200, headers, writer.whole(fold.reply()));
    }
  }

  @Override
  public void failed(Failure failure, Usage usage) {
    begun = true;
    status = errors.write(failure, client);
  }

  @Override
  public Trouble trouble(Failure failure) {
    return errors.trouble(failure);
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public boolean begun() {
    return begun;
  }
}
