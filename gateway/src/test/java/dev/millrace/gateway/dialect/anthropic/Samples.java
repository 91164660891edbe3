package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.llm.Event;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Answers, by chance, and how they become streams.
final class Samples {
  static final Naming NAMING = new Naming("msg_0-1", "m", Instant.ofEpochSecond(1_700_000_000));
  static final Thoughts THOUGHTS = new Thoughts(new PlainSeal());
  static final Request REQUEST = Request.of("m", List.of(Message.of(Role.USER, "How are you?")));
  private static final String WORDS = "wörd \"quoted\" \\ \n\t\u0001\u2028 😀 data: x\r\n\r\n";

  private Samples() {}

  /// An answer and the seed that made it.
  record Sample(int seed, Reply reply) {}

  static Stream<Sample> replies() {
    return IntStream.range(0, 100).mapToObj(seed -> new Sample(seed, reply(new Random(seed))));
  }

  private static Reply reply(Random random) {
    var pieces = new ArrayList<Reply.Piece>();
    int count = random.nextInt(6);
    for (int at = 0; at < count; at++) {
      pieces.add(new Reply.Piece(part(at, random), List.of()));
    }
    int output = random.nextInt(100);
    var usage =
        new Usage(
            50, random.nextInt(51), output, random.nextInt(output + 1), Usage.Origin.PROVIDER);
    return new Reply("up", "m", List.of(new Reply.Choice(0, pieces, stop(random))), usage);
  }

  private static Part part(int at, Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> new Part.Thought(words(random));
      case 1 -> new Part.Thought(words(random), Optional.of(new Part.Signature("a", "mark")));
      case 2 -> new Part.Withheld(new Part.Signature("anthropic", "data"));
      case 3 -> new Part.ToolCall(random.nextBoolean() ? "" : "call_" + at, "f", arguments(random));
      case 4 -> new Part.Refusal(words(random));
      default -> new Part.Text(words(random));
    };
  }

  private static String arguments(Random random) {
    return List.of("", " ", "{}", "{\"a\":[1,2.50,\"é\"]}", "{\"a\": \"cut", "[1]", "null")
        .get(random.nextInt(7));
  }

  private static String words(Random random) {
    return random.nextInt(4) == 0 ? "" : WORDS.substring(random.nextInt(10));
  }

  private static Stop stop(Random random) {
    return List.of(
            new Stop.Ended(),
            new Stop.Matched("###"),
            new Stop.MatchedToken(7),
            new Stop.Length(),
            new Stop.Window(),
            new Stop.ToolCalls(),
            new Stop.Filtered())
        .get(random.nextInt(7));
  }

  static Wire wire(boolean shown) {
    return new Wire(THOUGHTS, shown);
  }

  static List<Frame> frames(List<Event> events, boolean shown) {
    var frames = new ArrayList<Frame>();
    StreamWriter writer = new ToFrames(NAMING, wire(shown), REQUEST);
    events.forEach(event -> writer.turn(event, frames::add));
    return frames;
  }

  /// The same answer with what grows cut into pieces, and with parts that overlap as far as their
  /// order allows.
  static List<Event> shuffled(Reply reply, Random random) {
    var queues = new ArrayList<List<Event>>();
    var events = new ArrayList<Event>();
    var last = new ArrayList<Event>();
    for (var event : reply.events()) {
      switch (event) {
        case Event.Opened _ -> events.add(event);
        case Event.Began _ -> queues.add(new ArrayList<>(List.of(event)));
        case Event.Grew grew -> queues.getLast().addAll(cut(grew, random));
        case Event.Signed _, Event.Cited _, Event.Ended _ -> queues.getLast().add(event);
        case Event.Stopped _, Event.Metered _, Event.Closed _ -> last.add(event);
        case Event.Prompted _, Event.Sampled _ -> throw new AssertionError("not in these answers");
      }
    }
    int begun = 0;
    while (queues.stream().anyMatch(queue -> !queue.isEmpty())) {
      int at = random.nextInt(queues.size());
      if (at <= begun && !queues.get(at).isEmpty()) {
        begun = Math.max(begun, at + 1);
        events.add(queues.get(at).removeFirst());
      }
    }
    events.addAll(last);
    return events;
  }

  private static List<Event> cut(Event.Grew grew, Random random) {
    String delta = grew.delta();
    int at = delta.offsetByCodePoints(0, random.nextInt(delta.codePointCount(0, delta.length())));
    return List.of(
        new Event.Grew(grew.choice(), grew.index(), delta.substring(0, at), List.of()),
        new Event.Grew(grew.choice(), grew.index(), delta.substring(at), List.of()));
  }
}
