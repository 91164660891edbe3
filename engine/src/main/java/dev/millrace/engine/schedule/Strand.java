package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Cache;
import dev.millrace.engine.model.Slice;
import dev.millrace.engine.sample.Drawn;
import dev.millrace.engine.sample.Sampler;
import dev.millrace.engine.tensor.Grid;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Stop;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One choice of a job under way. Only the scheduler's thread calls it.
final class Strand {
  private final Job job;
  private final int choice;
  private final Cache cache;
  private final Slice slice;
  private final Sampler sampler;
  private final Answer answer;
  private final TokenBounds bounds;
  private final Optional<Guide> guide;
  private int[] tokens;
  private int length;
  private int said;
  private boolean over;

  /// @param cache empty, or with as much of the prompt as is computed
  Strand(Job job, int choice, Cache cache) {
    this.job = job;
    this.choice = choice;
    this.cache = cache;
    this.slice = new Slice(cache);
    var order = job.order();
    this.sampler = order.sampler(choice);
    this.answer = new Answer(choice, order, job.wording().tokenizer(), job::tell);
    this.bounds = new TokenBounds(order.bounds(), job.wording());
    this.guide = order.language().map(language -> new Guide(language, job.wording()));
    this.tokens = Arrays.copyOf(order.prompt(), order.prompt().length + 64);
    this.length = order.prompt().length;
  }

  Job job() {
    return job;
  }

  int choice() {
    return choice;
  }

  Cache cache() {
    return cache;
  }

  /// All tokens so far.
  int[] tokens() {
    return tokens;
  }

  int length() {
    return length;
  }

  /// Tokens that the model has to see before it can say the next; at least 1.
  int behind() {
    return length - cache.length();
  }

  /// Whether the prompt's own likelihoods are still to be found.
  boolean scores() {
    return choice == 0 && job.scores();
  }

  /// The next `count` tokens are for the model to see.
  void take(int count) {
    int from = cache.length();
    int end = from + count;
    int asked = end == length ? 1 : 0;
    if (scores()) {
      asked = Math.clamp(end - job.scored(), asked, count);
    }
    slice.set(tokens, from, count, asked);
  }

  /// What was taken.
  Slice slice() {
    return slice;
  }

  /// Whether the model has seen all there is, so that it can say the next.
  boolean ready() {
    return cache.length() == length;
  }

  /// Chooses the next token and tells of it.
  ///
  /// @param row of the logits, behind all tokens so far
  void say(Grid logits, int row, Workbench workbench) {
    restrict(workbench);
    float[] own = workbench.copy(logits, row);
    said(sampler.draw(own, workbench.ranking(), workbench.shares(), workbench.mask()));
    if (!over && guide.isPresent()) {
      skip(guide.get());
    }
  }

  /// Where constraint and bounds leave nothing, the constraint counts.
  private void restrict(Workbench workbench) {
    var mask = workbench.mask();
    mask.allowAll();
    guide.ifPresent(one -> one.restrict(mask, workbench.masks()));
    bounds.restrict(mask, said);
    if (guide.isPresent() && !mask.any()) {
      guide.get().restrict(mask, workbench.masks());
      if (!mask.any()) {
        String why = "the model has no tokens with which it could go on";
        throw new Refused(new Failure.BadRequest("", Failure.Problem.UNSUPPORTED, why));
      }
    }
  }

  private void said(Drawn drawn) {
    int token = drawn.token();
    said++;
    if (job.order().detail().tokens()) {
      job.tell(new Event.Sampled(choice, List.of(token)));
    }
    if (bounds.ends(token)) {
      end(new Stop.Ended());
    } else if (bounds.stops(token, said)) {
      end(new Stop.MatchedToken(token));
    } else if (answer.take(drawn)) {
      ended();
    } else {
      goOn(token);
    }
  }

  private void goOn(int token) {
    append(token);
    guide.ifPresent(one -> one.accept(token));
    if (guide.isPresent() && guide.get().over()) {
      end(new Stop.Ended());
    } else if (bounds.enough(said)) {
      end(new Stop.Length());
    } else if (length >= cache.capacity()) {
      end(new Stop.Window());
    }
  }

  /// Says what there is no choice about, so that the model sees it in one go. Where likelihoods are wanted, the model
  /// is asked for every token.
  private void skip(Guide one) {
    if (job.order().detail().logprobs().isPresent()) {
      return;
    }
    int[] forced = one.forced();
    for (int at = 0; at < forced.length && !over; at++) {
      sampler.say(forced[at]);
      said(new Drawn(forced[at], Optional.empty()));
    }
  }

  private void append(int token) {
    if (length == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * length);
    }
    tokens[length++] = token;
  }

  private void end(Stop stop) {
    answer.end(stop);
    ended();
  }

  private void ended() {
    over = true;
    job.ended(this, said, answer.thoughtTokens());
  }
}
