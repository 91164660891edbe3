package dev.millrace.gateway.call;

import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.vault.Memory;
import dev.millrace.gateway.vault.Vault;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Reply;
import dev.millrace.llm.ReplyFold;
import dev.millrace.llm.Request;
import dev.millrace.llm.Usage;
import java.util.List;
import java.util.Optional;

/// Keeps the turns of one call whose thoughts its client may forget.
final class Recollection implements Witness.Hearing {
  private final Vault vault;
  private final String account;
  private final List<Message> before;
  private Optional<Plan.Try> attempt = Optional.empty();
  private ReplyFold fold = new ReplyFold();
  private boolean sound = true;

  Recollection(Vault vault, String account, Request request) {
    this.vault = vault;
    this.account = account;
    this.before = request.messages();
  }

  @Override
  public boolean startsAnew() {
    return true;
  }

  @Override
  public void answeredBy(Plan.Try other) {
    attempt = Optional.of(other);
    fold = new ReplyFold();
    sound = true;
  }

  @Override
  public void on(Event event) {
    if (sound) {
      try {
        fold.add(event);
      } catch (IllegalStateException _) {
        sound = false; // whoever writes the answer complains
      }
    }
  }

  @Override
  public void ended(Outcome outcome, Optional<Failure> failure, Usage usage) {
    if (sound && failure.isEmpty() && outcome == Outcome.COMPLETE) {
      attempt.map(one -> one.place().model().id()).ifPresent(this::keep);
    }
  }

  private void keep(String model) {
    for (var choice : fold.reply().choices()) {
      var parts = choice.pieces().stream().map(Reply.Piece::part).toList();
      vault.keep(account, new Memory(model, parts), before);
    }
  }
}
