package dev.millrace.gateway.dialect.cells;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.StreamWriter;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.route.Planner;
import dev.millrace.gateway.route.Target;
import dev.millrace.gateway.route.Terms;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// What becomes of requests and answers between a dialect that is served and the protocol of a
/// provider.
final class Cells {
  static final Golden REQUESTS = Golden.in("cells/requests");

  /// The answers that every provider of conversations gives: words; thoughts, then words; words, then
  /// one call of a tool; two calls in parallel; what a limit cut, and a filter; a stream that tells of
  /// an error in its midst, and one that just ends.
  static final List<String> ANSWERS =
      List.of("text", "reasoning", "call", "calls", "length", "filtered", "error", "cut");

  /// Those of providers that know no conversations.
  static final List<String> PLAIN_ANSWERS = List.of("text", "length", "filtered", "error", "cut");

  private static final Usage SO_FAR = new Usage(3, 0, 1, 0, Usage.Origin.ESTIMATED);
  private static final Duration LONG = Duration.ofHours(1);

  private Cells() {}

  /// What came of reading a stream.
  ///
  /// @param failure absent of a whole one
  record Heard(List<Event> events, Optional<Failure> failure) {
    boolean whole() {
      return failure.isEmpty();
    }
  }

  /// Those that it must have, and what more there is.
  static Set<String> answers(Spoken spoken) {
    var answers = new TreeSet<>(converses(spoken.protocol()) ? ANSWERS : PLAIN_ANSWERS);
    answers.addAll(Golden.in("cells/answers/" + spoken.name()).names(".txt"));
    return answers;
  }

  /// Whether conversations are asked there, not texts alone.
  static boolean converses(Protocol protocol) {
    return protocol.means().has(Ask.TOOLS);
  }

  /// The bytes of an answer.
  static byte[] stream(Spoken spoken, String answer) {
    var files = Golden.in("cells/answers/" + spoken.name());
    return spoken.bytes().apply(files.bytes(answer + ".txt"));
  }

  /// What is sent for a request, once it fits who gets it.
  ///
  /// @throws Refused if it cannot be asked of that provider
  static Plan.Try fitted(Asked asked, Protocol protocol) {
    var habits = new Habits(true, Reasoning.Mode.UNSAID);
    return planner(protocol)
        .plan(asked.requests(), new Terms(Unknown.DROP, habits, false, asked.notes()))
        .first();
  }

  private static Planner planner(Protocol protocol) {
    Upstream nobody =
        (_, _) -> {
          throw new IllegalStateException("nobody is asked");
        };
    var target =
        new Target("them", nobody, LONG, LONG, protocol::means, Optional.empty(), Optional.empty());
    var model =
        new Model(
            "m",
            List.of(),
            "them",
            Instant.EPOCH,
            OptionalInt.empty(),
            new Price.Free(),
            Traits.unknown(),
            List.of(new Model.Deployment("them", "them-1")),
            Manner.usual());
    return new Planner(new Catalog(List.of(model)), Map.of("them", target));
  }

  /// Reads a stream in pieces.
  ///
  /// @param request what it answers
  static Heard heard(Request request, Protocol protocol, List<byte[]> pieces) {
    var events = new ArrayList<Event>();
    try {
      var stream = protocol.answer(request).stream();
      pieces.forEach(piece -> stream.turn(piece, events::add));
      stream.end(events::add);
      return new Heard(events, Optional.empty());
    } catch (Refused refused) {
      return new Heard(events, Optional.of(refused.failure()));
    }
  }

  /// What the client of a dialect is streamed.
  static List<Frame> told(Served served, Heard heard) {
    var frames = new ArrayList<Frame>();
    var writer = served.answered().writer().apply(served.naming()).stream();
    heard.events().forEach(event -> writer.turn(event, frames::add));
    heard
        .failure()
        .ifPresent(why -> writer.fail(new StreamWriter.Broken(why, "req_1", SO_FAR), frames::add));
    return frames;
  }
}
