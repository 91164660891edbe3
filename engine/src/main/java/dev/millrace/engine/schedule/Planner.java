package dev.millrace.engine.schedule;

import dev.millrace.engine.model.Cache;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Decides who is computed in the next step, and by how many tokens. Who came first goes first;
/// prompts share what a step can take; when memory is short it is taken from those that wait for
/// their reader, then from the youngest, who compute again what they lost when there is room. The
/// oldest can always go on, so every job gets to its end.
final class Planner {
  /// A job and how many tokens of it.
  record Share(Job job, int tokens) {}

  private final long pages;

  /// @param pages that all jobs together may hold; enough for any one of them
  Planner(long pages) {
    this.pages = pages;
  }

  /// The next step; empty if nobody can go on.
  ///
  /// @param jobs oldest first
  /// @param most tokens of prompts, all jobs together
  List<Share> plan(List<Job> jobs, int most) {
    List<Job> ready = ready(jobs);
    var draft = new Draft(jobs, ready);
    int hungry = (int) ready.stream().filter(job -> job.behind() > 1).count();
    int left = most;
    for (var job : ready) {
      int tokens = job.behind();
      if (tokens > 1) {
        tokens = Math.min(tokens, Math.max(1, Math.ceilDiv(left, Math.max(1, hungry--))));
      }
      if (draft.add(job, tokens) && tokens > 1) {
        left = Math.max(0, left - tokens);
      }
    }
    return draft.shares;
  }

  /// Whether a new job could begin without taking memory from others that can go on, those included
  /// that lost theirs and shall have it back first.
  boolean hasRoom(List<Job> jobs, int tokens) {
    List<Job> ready = ready(jobs);
    long claimed = ready.stream().mapToLong(job -> pages(job.length())).sum();
    return ready.isEmpty() || claimed + ready.size() + pages(tokens) <= pages;
  }

  /// Those that do not wait for their reader.
  static List<Job> ready(List<Job> jobs) {
    return jobs.stream().filter(job -> !job.ticket().paused()).toList();
  }

  private static long pages(int tokens) {
    return Math.ceilDiv(tokens, Cache.PAGE);
  }

  /// A step that is being planned. Readers may pause and resume meanwhile; `ready` stays as it was.
  private final class Draft {
    private final List<Job> ready;
    private final List<Job> resting;
    private final List<Share> shares = new ArrayList<>();
    private final Set<Job> planned = new HashSet<>();
    private long promised;

    Draft(List<Job> jobs, List<Job> ready) {
      this.ready = ready;
      this.resting = jobs.stream().filter(job -> !ready.contains(job)).toList();
    }

    boolean add(Job job, int tokens) {
      int held = job.cache().length();
      boolean begins = held == 0 && !job.equals(ready.getFirst());
      if (begins && pages - promised - held(ready) < pages(job.length()) + ready.size()) {
        return false;
      }
      long needed = pages(held + tokens) - pages(held);
      List<Job> younger = ready.subList(ready.indexOf(job) + 1, ready.size());
      while (pages - promised - held(ready) - held(resting) < needed) {
        if (!takeFrom(resting) && !takeFrom(younger)) {
          return false;
        }
      }
      promised += needed;
      planned.add(job);
      return shares.add(new Share(job, tokens));
    }

    private static long held(List<Job> jobs) {
      return jobs.stream().mapToLong(job -> pages(job.cache().length())).sum();
    }

    /// Takes the memory of the youngest that has any and is not in this step yet.
    private boolean takeFrom(List<Job> jobs) {
      for (var victim : jobs.reversed()) {
        if (victim.cache().length() > 0 && !planned.contains(victim)) {
          victim.cache().truncate(0);
          return true;
        }
      }
      return false;
    }
  }
}
