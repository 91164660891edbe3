package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import dev.millrace.llm.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Answers that this dialect can say in full: at most one thought, then at most one text, then tool
/// calls; counted by a provider; of prompts the tokens alone, the same for all choices.
final class Samples {
  static final Naming NAMING = new Naming("chatcmpl-1", "m", Instant.ofEpochSecond(1_700_000_000));
  static final String PROVIDER = "somebody";

  private static final String WORDS = "wörd \"quoted\" \\ \n\t\u0001\u2028 😀 data: [DONE]\r\n\r\n";

  private Samples() {}

  static Stream<Reply> replies() {
    return IntStream.range(0, 100).mapToObj(seed -> reply(new Random(seed)));
  }

  private static Reply reply(Random random) {
    var prompt = random.nextBoolean() ? Optional.of(new Echo("", ids(random), List.of())) : none();
    var choices =
        IntStream.rangeClosed(0, random.nextInt(3))
            .mapToObj(at -> choice(at, prompt, random))
            .toList();
    int output = random.nextInt(100);
    var usage =
        new Usage(
            50, random.nextInt(50), output, random.nextInt(output + 1), Usage.Origin.PROVIDER);
    return new Reply(NAMING.id(), NAMING.model(), choices, usage);
  }

  private static Optional<Echo> none() {
    return Optional.empty();
  }

  private static List<Integer> ids(Random random) {
    return random.ints(1L + random.nextInt(4), 0, Integer.MAX_VALUE).boxed().toList();
  }

  private static Reply.Choice choice(int index, Optional<Echo> prompt, Random random) {
    var pieces = new ArrayList<Reply.Piece>();
    if (random.nextInt(3) == 0) {
      pieces.add(new Reply.Piece(new Part.Thought(words(random)), List.of()));
    }
    if (random.nextInt(4) > 0) {
      pieces.add(new Reply.Piece(new Part.Text(words(random)), logprobs(random)));
    }
    int calls = random.nextInt(3);
    for (int call = 0; call < calls; call++) {
      String arguments = random.nextBoolean() ? "" : words(random);
      var part = new Part.ToolCall("call_" + call, "name" + call, arguments);
      pieces.add(new Reply.Piece(part, List.of()));
    }
    List<Integer> tokens = random.nextBoolean() ? ids(random) : List.of();
    return new Reply.Choice(
        index, pieces, stop(calls > 0, random), prompt, tokens, sources(random));
  }

  private static List<Json> sources(Random random) {
    return IntStream.range(0, random.nextInt(3))
        .<Json>mapToObj(at -> new Json.Fields(Map.of("type", new Json.Text("url_citation"))))
        .toList();
  }

  private static Stop stop(boolean called, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> new Stop.Length();
      case 1 -> new Stop.Filtered();
      case 2 -> called ? new Stop.ToolCalls() : new Stop.Matched("\n\"");
      case 3 -> called ? new Stop.ToolCalls() : new Stop.MatchedToken(random.nextInt(1 << 20));
      default -> called ? new Stop.ToolCalls() : new Stop.Ended();
    };
  }

  private static String words(Random random) {
    return WORDS.repeat(1 + random.nextInt(2)).substring(random.nextInt(10));
  }

  private static List<TokenLogprob> logprobs(Random random) {
    return IntStream.range(0, random.nextInt(3))
        .mapToObj(_ -> new TokenLogprob(candidate(random), List.of(candidate(random))))
        .toList();
  }

  private static Candidate candidate(Random random) {
    return new Candidate(
        "t", random.nextBoolean() ? List.of() : List.of(116), -random.nextDouble());
  }
}
