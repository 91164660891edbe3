package dev.millrace.bench.upstream;

import java.util.HashMap;
import java.util.Map;

/// The scripts played so far, with their bytes; forgotten when there are too many.
final class Scripts {
  private static final int MOST = 100;

  private final Map<String, Play> plays = new HashMap<>();

  /// A script and the bytes that it needs.
  record Play(Script script, Frames frames) {}

  /// The play of a model's name.
  ///
  /// @throws IllegalArgumentException when it is not a script
  Play of(String model) {
    if (plays.size() > MOST) {
      plays.clear();
    }
    return plays.computeIfAbsent(
        model,
        name -> {
          var script = Script.of(name);
          return new Play(script, Frames.of(name, script));
        });
  }
}
