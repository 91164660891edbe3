package dev.millrace.gateway.call;

import dev.millrace.gateway.observe.Trouble;
import dev.millrace.gateway.route.Plan;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.ReplyFold;
import dev.millrace.llm.Usage;
import java.util.function.Function;

/// Gathers the events and answers once.
final class WholeAnswer implements Answer {
  private final Client client;
  private final Function<Plan.Try, Voice> voices;
  private final ErrorWriter errors;
  private ReplyFold fold = new ReplyFold();
  private Voice voice;
  private int status = 200;
  private boolean begun;

  /// @param voices how it is told, by who answers
  /// @param first who is asked first
  WholeAnswer(Client client, Function<Plan.Try, Voice> voices, Plan.Try first, ErrorWriter errors) {
    this.client = client;
    this.voices = voices;
    this.voice = voices.apply(first);
    this.errors = errors;
  }

  @Override
  public void answeredBy(Plan.Try attempt) {
    voice = voices.apply(attempt);
    fold = new ReplyFold();
  }

  @Override
  public void on(Event event) {
    fold.add(event);
    if (event instanceof Event.Closed) {
      begun = true;
      client.answer(200, voice.headers(), voice.writer().whole(fold.reply()));
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
