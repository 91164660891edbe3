package dev.millrace.bench.upstream;

import java.util.HashMap;
import java.util.Map;

/// The scripts played so far, with their bytes; forgotten when there are too many.
final class Scripts {
  private static final int MOST = 200;

  private final Map<Key, Play> plays = new HashMap<>();
  private final Map<String, Integer> turns = new HashMap<>();

  private record Key(Class<? extends Voice> voice, String model) {}

  /// A script and the bytes that it needs.
  record Play(Script script, Frames frames) {}

  /// The play of what was asked.
  ///
  /// @throws IllegalArgumentException when the model's name is not a script
  Play of(Asked asked) {
    if (plays.size() > MOST) {
      plays.clear();
    }
    return plays.computeIfAbsent(
        new Key(asked.voice().getClass(), asked.model()),
        key -> {
          var script = Script.of(key.model());
          return new Play(script, Frames.of(asked.voice(), key.model(), script));
        });
  }

  /// Whether it is the turn of a request to be refused, for a script that flaps.
  boolean refuses(Asked asked, Script script) {
    int turn = turns.merge(asked.model(), 1, Integer::sum);
    return turn % script.trouble().flap() != 0;
  }
}
