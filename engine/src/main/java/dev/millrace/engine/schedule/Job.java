package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Cache;
import dev.millrace.engine.model.Slice;
import dev.millrace.engine.sample.Drawn;
import dev.millrace.engine.sample.Ranking;
import dev.millrace.engine.sample.Sampler;
import dev.millrace.llm.Event;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.util.Arrays;

/// One order under way. Its choices are computed one after another in one cache, so the prompt is
/// computed once however many there are. Only the scheduler's thread calls it.
final class Job {
  private final Ticket ticket;
  private final Order order;
  private final Wording wording;
  private final Cache cache;
  private int[] tokens;
  private int length;
  private int choice;
  private Sampler sampler;
  private Answer answer;
  private int output;
  private int thought;
  private boolean finished;

  Job(Ticket ticket, Order order, Wording wording, Cache cache) {
    this.ticket = ticket;
    this.order = order;
    this.wording = wording;
    this.cache = cache;
    this.tokens = Arrays.copyOf(order.prompt(), order.prompt().length + 64);
    this.length = order.prompt().length;
    this.sampler = sampler();
    this.answer = answer();
  }

  Ticket ticket() {
    return ticket;
  }

  Cache cache() {
    return cache;
  }

  /// Whether nothing is left to compute.
  boolean over() {
    return finished || ticket.cancelled();
  }

  void opened() {
    tell(new Event.Opened(order.id(), order.model()));
  }

  /// Tokens that the model has to see before it can say the next; at least 1.
  int behind() {
    return length - cache.length();
  }

  /// All tokens so far.
  int length() {
    return length;
  }

  /// The next `count` tokens for the model to see.
  Slice slice(int count) {
    int from = cache.length();
    boolean last = from + count == length;
    return new Slice(cache, Arrays.copyOfRange(tokens, from, from + count), last);
  }

  /// Chooses the next token and tells of it.
  void say(float[] logits, Ranking ranking) {
    Drawn drawn = sampler.draw(logits, ranking);
    output++;
    if (wording.ends(drawn.token())) {
      answer.end(new Stop.Ended());
      next();
      return;
    }
    boolean matched = answer.take(drawn);
    append(drawn.token());
    if (matched) {
      next();
      return;
    }
    int said = length - order.prompt().length;
    boolean enough =
        order.bounds().maxTokens().isPresent() && said >= order.bounds().maxTokens().getAsInt();
    if (enough || length >= cache.capacity()) {
      answer.end(new Stop.Length());
      next();
    }
  }

  private void append(int token) {
    if (length == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * length);
    }
    tokens[length++] = token;
  }

  /// The next choice begins behind the prompt, whose last token is seen again for its logits.
  private void next() {
    thought += answer.thoughtTokens();
    choice++;
    if (choice < order.bounds().choices()) {
      length = order.prompt().length;
      cache.truncate(Math.min(cache.length(), length - 1));
      sampler = sampler();
      answer = answer();
      return;
    }
    finished = true;
    var origin = Usage.Origin.EXACT;
    tell(new Event.Metered(new Usage(order.prompt().length, 0, output, thought, origin)));
    tell(new Event.Closed());
  }

  private Sampler sampler() {
    long seed = order.seed() + choice * 0xd1342543de82ef95L;
    return new Sampler(order.preferences(), order.prompt(), seed, order.alternatives());
  }

  private Answer answer() {
    return new Answer(choice, order, wording.tokenizer(), this::tell);
  }

  private void tell(Event event) {
    if (!ticket.cancelled()) {
      ticket.sink().on(event);
    }
  }
}
