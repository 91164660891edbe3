package dev.millrace.gateway.simulation;

import dev.millrace.gateway.loop.ManualLoop;
import dev.millrace.gateway.provider.Transport;
import dev.millrace.llm.Upstream.Exchange;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Providers whose every answer may go wrong, at the host that is the name of each. They go through
/// good times and bad ones.
final class Providers implements Transport {
  private static final int GOOD_TIMES = 8; // of ten exchanges, so many go well
  private static final int BAD_TIMES = 2;
  private static final long TURN = 20; // seconds

  private final ManualLoop loop;
  private final Random random;
  private final List<Playing> exchanges = new ArrayList<>();
  private final Queue<BiConsumer<Score, Playing>> planned = new ArrayDeque<>();

  Providers(ManualLoop loop, Random random) {
    this.loop = loop;
    this.random = random;
  }

  /// What is to befall the next exchange for which nothing is planned yet.
  void plan(BiConsumer<Score, Playing> deed) {
    planned.add(deed);
  }

  /// Nothing is planned any more.
  void forget() {
    planned.clear();
  }

  /// All exchanges that there were.
  List<Playing> exchanges() {
    return exchanges;
  }

  @Override
  public Exchange send(Outgoing outgoing, Receiver receiver) {
    var playing = new Playing(loop, receiver);
    exchanges.add(playing);
    var topic = Topic.read(outgoing.body());
    var score = new Score(topic, random, outgoing.head());
    if (planned.isEmpty()) {
      score.play(fault(outgoing), playing);
    } else {
      planned.remove().accept(score, playing);
    }
    return playing;
  }

  private Fault fault(Outgoing outgoing) {
    long turn = loop.now().toSeconds() / TURN;
    boolean bad = Math.floorMod(outgoing.uri().getHost().hashCode() + turn, 4) == 0;
    if (random.nextInt(10) < (bad ? BAD_TIMES : GOOD_TIMES)) {
      return Fault.NONE;
    }
    var all = Fault.values();
    return all[random.nextInt(all.length)];
  }

  @Override
  public void aside(Blocking task, Runnable done, Consumer<IOException> failed) {
    throw new IllegalStateException("nobody needs credentials");
  }
}
