package dev.millrace.bench.upstream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// What the scripted upstream does with a request, told by the name of the model asked for, such as
/// `events=100,every=20ms,cut=50`. What a name leaves out has its default.
///
/// @param events pieces of text in an answer, each a word; `events`, default 100
/// @param every from one piece of a stream to the next; `every`, default none: all at once
/// @param head from the request to the first byte of the answer; `head`, default none
/// @param cut pieces after which the connection is cut; `cut`, default never
/// @param stall pieces after which nothing more comes; `stall`, default never
/// @param status of the answer; `status`, default 200; 400 and above are answered with an error
/// @param trouble what else is wrong
public record Script(
    int events,
    Duration every,
    Duration head,
    OptionalInt cut,
    OptionalInt stall,
    int status,
    Trouble trouble) {
  private static final int MOST_EVENTS = 1_000_000;

  public Script {
    if (events < 0 || events > MOST_EVENTS) {
      throw new IllegalArgumentException("events must be 0 to " + MOST_EVENTS + ": " + events);
    }
  }

  /// What is wrong beside times and pieces.
  ///
  /// @param fault `fault`, the word of a [Fault]; default none
  /// @param bytes of the answer after which the connection is cut; `bytes`, default never
  /// @param retry seconds that an error tells to wait; `retry`, default not said
  /// @param flap of so many requests only the last is answered, the others with a 503; `flap`,
  ///     default 1: all are answered
  record Trouble(Fault fault, OptionalInt bytes, OptionalInt retry, int flap) {
    Trouble {
      if (flap < 1) {
        throw new IllegalArgumentException("flap must be 1 or more: " + flap);
      }
    }

    /// Nothing.
    static Trouble none() {
      return new Trouble(Fault.NONE, OptionalInt.empty(), OptionalInt.empty(), 1);
    }
  }

  /// Reads the name of a model.
  ///
  /// @throws IllegalArgumentException when it is not a script
  public static Script of(String name) {
    var said = new HashMap<String, String>();
    for (var word : name.split(",", -1)) {
      var parts = word.split("=", 2);
      if (parts.length != 2) {
        throw new IllegalArgumentException("not `key=value`: " + word);
      }
      said.put(parts[0], parts[1]);
    }
    var script =
        new Script(
            whole(said, "events").orElse(100),
            duration(said, "every"),
            duration(said, "head"),
            whole(said, "cut"),
            whole(said, "stall"),
            whole(said, "status").orElse(200),
            trouble(said));
    said.remove("label"); // two models of one script are told apart by it
    if (!said.isEmpty()) {
      throw new IllegalArgumentException("not of a script: " + said.keySet());
    }
    return script;
  }

  private static Trouble trouble(Map<String, String> said) {
    String word = said.getOrDefault("fault", "none");
    said.remove("fault");
    var fault =
        Fault.of(word)
            .orElseThrow(() -> new IllegalArgumentException("no fault of a script: " + word));
    return new Trouble(
        fault, whole(said, "bytes"), whole(said, "retry"), whole(said, "flap").orElse(1));
  }

  private static OptionalInt whole(Map<String, String> said, String key) {
    var value = said.remove(key);
    return value == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
  }

  private static Duration duration(Map<String, String> said, String key) {
    var value = said.remove(key);
    return value == null ? Duration.ZERO : Duration.parse("PT" + seconds(value));
  }

  private static String seconds(String value) {
    return value.endsWith("ms")
        ? Integer.parseInt(value.substring(0, value.length() - 2)) / 1000.0 + "S"
        : value;
  }

  /// Whether a stream can be sent in one go.
  boolean isAtOnce() {
    return every.isZero() && isSound() && trouble.bytes().isEmpty();
  }

  /// Whether it ends as it should.
  boolean isSound() {
    return cut.isEmpty() && stall.isEmpty();
  }

  /// Pieces before the fault, all of them when there is none.
  int sound() {
    return Math.min(events, Math.min(cut.orElse(events), stall.orElse(events)));
  }
}
