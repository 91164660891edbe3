package dev.millrace.engine.schedule;

import dev.millrace.engine.sample.Odds;
import dev.millrace.engine.tensor.Grid;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Event;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One order under way. The first choice computes the prompt; the others go on from there beside it, as far as there is
/// room for them, else when there is. Only the scheduler's thread calls it.
final class Job {
  private final Ticket ticket;
  private final Order order;
  private final Wording wording;
  private final Memory memory;
  private final List<Strand> strands = new ArrayList<>();
  private final List<TokenLogprob> scores = new ArrayList<>();
  private int scored;
  private int cached;
  private boolean begun;
  private boolean prompted;
  private int born;
  private int output;
  private int thought;
  private boolean finished;

  Job(Ticket ticket, Order order, Wording wording, Memory memory) {
    this.ticket = ticket;
    this.order = order;
    this.wording = wording;
    this.memory = memory;
  }

  Ticket ticket() {
    return ticket;
  }

  Order order() {
    return order;
  }

  Wording wording() {
    return wording;
  }

  /// The choices that are computed now.
  List<Strand> strands() {
    return strands;
  }

  /// Whether nothing is left to compute.
  boolean over() {
    return finished || ticket.cancelled();
  }

  void opened() {
    tell(new Event.Opened(order.id(), order.model()));
    if (order.bounds().maxTokens().orElse(1) == 0 && !scores()) {
      tellPrompt();
      finishSilent();
      return;
    }
    spawn();
  }

  /// Begins a choice from nothing.
  void spawn() {
    strands.add(new Strand(this, born++, memory.cache()));
  }

  /// Whether there are choices that have not begun, although they could.
  boolean hasUnborn() {
    return prompted && born < order.bounds().choices();
  }

  /// A strand is about to be computed, from its cache on.
  void begins(Strand strand) {
    if (!begun) {
      begun = true;
      cached = strand.cache().length();
    }
  }

  /// Whether likelihoods of the prompt are wanted and not all found.
  boolean scores() {
    return order.scoresPrompt() && scored < order.prompt().length - 1;
  }

  /// Whether the whole prompt was seen and told of.
  boolean prompted() {
    return prompted;
  }

  /// For how many places of the prompt it is known how likely what follows there is.
  int scored() {
    return scored;
  }

  /// Takes the likelihood of the next token of the prompt.
  ///
  /// @param row of the logits, behind [#scored] tokens and one
  void score(Grid logits, int row, Workbench workbench) {
    if (!scores()) {
      return;
    }
    scored++;
    int token = order.prompt()[scored];
    int count = order.detail().logprobs().orElse(0);
    var odds = Odds.of(workbench.copy(logits, row), workbench.ranking(), count);
    scores.add(Logprobs.told(wording.tokenizer(), token, odds.of(token)));
  }

  /// The first choice has seen the whole prompt.
  ///
  /// @param more how many others may begin now
  /// @return the choices that can say their first token from here
  List<Strand> seen(Strand first, int more) {
    memory.remember(first.cache(), first.tokens());
    tellPrompt();
    if (order.bounds().maxTokens().orElse(1) == 0) {
      finishSilent();
      return List.of();
    }
    var together = new ArrayList<>(List.of(first));
    while (hasUnborn() && together.size() <= more) {
      together.add(new Strand(this, born++, first.cache().fork()));
    }
    strands.addAll(together.subList(1, together.size()));
    return together;
  }

  private void tellPrompt() {
    prompted = true;
    if (order.detail().prompt()) {
      var echo = echo();
      for (int choice = 0; choice < order.bounds().choices(); choice++) {
        tell(new Event.Prompted(choice, echo));
      }
    }
    tell(new Event.Metered(usage()));
  }

  private Echo echo() {
    int[] prompt = order.prompt();
    return new Echo(
        wording.text(prompt), Arrays.stream(prompt).boxed().toList(), List.copyOf(scores));
  }

  /// Ends all choices without a word.
  private void finishSilent() {
    for (int choice = 0; choice < order.bounds().choices(); choice++) {
      tell(new Event.Stopped(choice, new Stop.Length()));
    }
    finish();
  }

  /// A choice has ended and told so.
  ///
  /// @param said tokens
  /// @param thinking how many of them were thought
  void ended(Strand strand, int said, int thinking) {
    output += said;
    thought += thinking;
    memory.remember(strand.cache(), strand.tokens());
    strand.cache().truncate(0);
    strands.remove(strand);
    if (strands.isEmpty() && born == order.bounds().choices()) {
      finish();
    }
  }

  private void finish() {
    finished = true;
    tell(new Event.Metered(usage()));
    tell(new Event.Closed());
  }

  private Usage usage() {
    return new Usage(order.prompt().length, cached, output, thought, Usage.Origin.EXACT);
  }

  /// Gives its memory back.
  void release() {
    strands.forEach(strand -> strand.cache().truncate(0));
    strands.clear();
  }

  void tell(Event event) {
    if (!ticket.cancelled()) {
      ticket.sink().on(event);
    }
  }
}
