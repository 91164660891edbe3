package dev.millrace.engine.schedule;

import java.util.ArrayList;
import java.util.List;

/// Decides who is computed in the next step, and by how many tokens. Who came first goes first; prompts share what a
/// step can take; when memory is short it is taken from what is kept of finished sequences, then from those that wait
/// for their reader, then from the youngest, who compute again what they lost when there is room. The oldest can always
/// go on, so every job gets to its end.
final class Planner {
  /// How many rows of logits of prompts a step may have.
  private static final int MOST_SCORED = 16;

  private final Memory memory;
  private final List<Strand> ready = new ArrayList<>();
  private final List<Strand> resting = new ArrayList<>();
  private final List<Strand> step = new ArrayList<>();
  private long promised;

  Planner(Memory memory) {
    this.memory = memory;
  }

  /// The next step: each in it has taken its tokens. Empty if nobody can go on. Good until the next call.
  ///
  /// @param jobs oldest first
  /// @param most tokens of prompts, all jobs together
  List<Strand> plan(List<Job> jobs, int most) {
    sort(jobs);
    step.clear();
    promised = 0;
    int hungry = 0;
    for (int at = 0; at < ready.size(); at++) {
      hungry += ready.get(at).behind() > 1 ? 1 : 0;
    }
    int left = most;
    int scores = MOST_SCORED;
    for (int at = 0; at < ready.size(); at++) {
      Strand strand = ready.get(at);
      boolean isHungry = strand.behind() > 1;
      int share = isHungry ? Math.max(1, Math.ceilDiv(left, Math.max(1, hungry--))) : 1;
      share = strand.scores() ? Math.min(share, scores) : share;
      int tokens = share == 0 ? 0 : add(at, share);
      left = isHungry ? Math.max(0, left - tokens) : left;
      scores -= strand.scores() ? tokens : 0;
    }
    return step;
  }

  /// @return how many tokens it goes on by, 0 if it cannot
  private int add(int at, int most) {
    Strand strand = ready.get(at);
    if (strand.cache().length() == 0 && !begin(strand, at == 0)) {
      return 0;
    }
    int tokens = Math.min(most, strand.behind());
    int needed = strand.cache().missing(tokens);
    if (!secure(at, needed)) {
      return 0;
    }
    promised += needed;
    strand.job().begins(strand);
    strand.take(tokens);
    step.add(strand);
    return tokens;
  }

  /// Takes what is known of a sequence, if all of it has room.
  private boolean begin(Strand strand, boolean first) {
    if (!strand.scores()) {
      memory.begin(strand.cache(), strand.tokens(), strand.length() - 1);
    }
    long wanted = (long) strand.cache().missing(strand.behind()) + ready.size();
    if (first || memory.holds(ready, promised, wanted)) {
      return true;
    }
    strand.cache().truncate(0);
    return false;
  }

  private boolean secure(int at, int needed) {
    while (!memory.has(promised + needed)) {
      if (!takeFrom(resting, 0) && !takeFrom(ready, at + 1) && !memory.forget()) {
        return false;
      }
    }
    return true;
  }

  /// Takes the memory of the youngest that has any.
  private static boolean takeFrom(List<Strand> strands, int from) {
    for (int at = strands.size() - 1; at >= from; at--) {
      var cache = strands.get(at).cache();
      if (cache.length() > 0) {
        cache.truncate(0);
        return true;
      }
    }
    return false;
  }

  /// Whether a new job could begin without taking memory from others that can go on, those included
  /// that lost theirs and shall have it back first.
  boolean hasRoom(List<Job> jobs, int[] prompt) {
    sort(jobs);
    long wanted = ready.size();
    for (int at = 0; at < ready.size(); at++) {
      wanted += ready.get(at).cache().missing(ready.get(at).behind());
    }
    return ready.isEmpty() || memory.holds(ready, 0, wanted + memory.needed(ready, prompt));
  }

  /// How many sequences there are, but for those whose reader rests.
  int running(List<Job> jobs) {
    int running = 0;
    for (int at = 0; at < jobs.size(); at++) {
      Job job = jobs.get(at);
      running += job.ticket().paused() ? 0 : Math.max(1, job.strands().size());
    }
    return running;
  }

  /// Those that wait for their reader from the others. Readers may pause and resume meanwhile.
  private void sort(List<Job> jobs) {
    ready.clear();
    resting.clear();
    for (int at = 0; at < jobs.size(); at++) {
      Job job = jobs.get(at);
      (job.ticket().paused() ? resting : ready).addAll(job.strands());
    }
  }
}
