package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.openai.responses.Transcript;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.route.Plan;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Usage;
import java.util.Optional;

/// Writes down one call for the archive. A response that fails before its client can know its id is
/// not kept.
final class Recording implements Witness.Hearing {
  private final Witness.Beginning call;
  private final Transcript transcript;
  private final Archive archive;
  private final Runnable over;
  private boolean kept;

  /// @param over is run when nothing more will be said
  Recording(Witness.Beginning call, Transcript transcript, Archive archive, Runnable over) {
    this.call = call;
    this.transcript = transcript;
    this.archive = archive;
    this.over = over;
    this.kept = transcript.keeping().background();
  }

  @Override
  public void answeredBy(Plan.Try attempt) {
    transcript.named(call.namings().apply(attempt).model());
  }

  @Override
  public void on(Event event) {
    if (!kept && !(event instanceof Event.Opened)) {
      kept = true;
      archive.keep(call.tenant().key(), transcript);
    }
    transcript.add(event);
  }

  @Override
  public void ended(Outcome outcome, Optional<Failure> failure, Usage usage) {
    over.run();
    if (!transcript.over()) {
      var why = failure.orElseGet(Failure.Cancelled::new);
      transcript.fail(new StreamWriter.Broken(why, call.id(), usage));
    }
    archive.over(call.tenant().key(), transcript);
  }
}
