package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Readings;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.openai.request.CustomTools;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// An answer made by chance, whose parts may grow at once.
final class Scrambled {
  static final StreamWriter.Broken BROKEN =
      new StreamWriter.Broken(
          new Failure.Truncated("acme", "it hung up"),
          "req_1",
          new Usage(1, 0, 0, 0, Usage.Origin.ESTIMATED));

  private static final String WORDS = "wörd \"q\" \\ \n\u2028 😀 {\"input\":";
  private static final String BEGINNING =
      "{\"model\":\"m\",\"input\":\"hi\",\"include\":[\"reasoning.encrypted_content\"],";
  private static final String TOOLS =
      """
      "tools":[
       {"type":"function","name":"f"},{"type":"custom","name":"patch"},
       {"type":"namespace","name":"n","description":"","tools":[{"type":"function","name":"g"}]}]}\
      """;

  private final Random random;
  private final String body;
  private final List<Part> parts = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();

  Scrambled(int seed) {
    this.random = new Random(seed);
    String summary = random.nextBoolean() ? "\"reasoning\":{\"summary\":\"auto\"}," : "";
    this.body = BEGINNING + summary + TOOLS;
    for (int count = random.nextInt(5); count > 0; count--) {
      parts.add(part());
    }
    tell();
  }

  Asked asked() {
    return Bench.asked(body, Readings.STRICT);
  }

  List<Event> events() {
    return events;
  }

  /// What comes back when the client sends the answer again: texts and calls as they were, and
  /// thoughts with their signatures, as they were sealed.
  List<Part> carried() {
    return parts;
  }

  private Part part() {
    var signature = Optional.of(new Part.Signature("acme", "s" + random.nextInt(9)));
    String id = "call_" + parts.size();
    return switch (random.nextInt(8)) {
      case 0 -> new Part.Thought(words());
      case 1 -> new Part.Thought(words(), signature);
      case 2 -> new Part.Withheld(signature.get());
      case 3 -> new Part.Refusal(words());
      case 4 -> new Part.ToolCall(id, "f", words());
      case 5 -> new Part.ToolCall(id, "patch", CustomTools.wrapped(words()));
      case 6 -> new Part.ToolCall(id, "n__g", "{}");
      default -> new Part.Text(words());
    };
  }

  private String words() {
    return WORDS.repeat(1 + random.nextInt(2)).substring(random.nextInt(8));
  }

  /// Begins the parts in order, and lets those that have begun grow in any.
  private void tell() {
    events.add(new Event.Opened("theirs", "m"));
    var left = new ArrayList<StringBuilder>();
    int begun = 0;
    var ended = new ArrayList<Integer>();
    while (ended.size() < parts.size()) {
      int at = random.nextInt(parts.size());
      if (at >= begun) {
        events.add(new Event.Began(0, begun, unsigned(parts.get(begun).emptied())));
        left.add(new StringBuilder(parts.get(begun++).grown()));
      } else if (!left.get(at).isEmpty()) {
        grow(at, left.get(at));
      } else if (!ended.contains(at)) {
        end(at);
        ended.add(at);
      }
    }
    boolean cut = random.nextInt(4) == 0;
    events.add(new Event.Stopped(0, cut ? new Stop.Length() : new Stop.Ended()));
    events.add(new Event.Metered(new Usage(5, 1, 4, 2, Usage.Origin.EXACT)));
    events.add(new Event.Closed());
  }

  private void grow(int at, StringBuilder left) {
    int end = left.offsetByCodePoints(0, 1 + random.nextInt(left.codePointCount(0, left.length())));
    events.add(new Event.Grew(0, at, left.substring(0, end), List.of()));
    left.delete(0, end);
  }

  private void end(int at) {
    if (parts.get(at) instanceof Part.Thought(_, var signature)) {
      signature.ifPresent(signed -> events.add(new Event.Signed(0, at, signed)));
    }
    events.add(new Event.Ended(0, at));
  }

  private static Part unsigned(Part part) {
    return part instanceof Part.Thought ? new Part.Thought("") : part;
  }
}
