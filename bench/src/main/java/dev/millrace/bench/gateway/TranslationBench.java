package dev.millrace.bench.gateway;

import dev.millrace.bench.load.Ask;
import dev.millrace.bench.load.Load;
import dev.millrace.bench.load.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Measures what it costs to give an answer in another dialect than it comes in: streams of a provider
/// of OpenAI's chat, asked for in chat, in Anthropic's Messages and in OpenAI's Responses, in turn,
/// round after round. Prints a table.
public final class TranslationBench {
  private static final int WARM_UPS = 3;
  private static final int EVENTS = 104;
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final List<Pace> PACES =
      List.of(
          new Pace("all sent at once, 16 connections", "events=100", 16, 3_000),
          new Pace("an event every 10 ms, 100 connections", "events=100,every=10ms", 100, 300));

  private final Subject millrace;
  private final Map<String, Map<Client, List<Double>>> costs = new LinkedHashMap<>();

  private TranslationBench(Subject millrace) {
    this.millrace = millrace;
  }

  private record Pace(String title, String model, int connections, int answers) {}

  private enum Client {
    CHAT,
    MESSAGES,
    RESPONSES
  }

  /// Takes the number of rounds, 7 if it is not said. Runs in the root of the repository.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int rounds = arguments.length == 0 ? 7 : Integer.parseInt(arguments[0]);
    try (var upstream = Upstream.start();
        var millrace = Millrace.start(upstream.site(), PACES.stream().map(Pace::model).toList())) {
      millrace.awaitAnswer(PACES.getFirst().model());
      var bench = new TranslationBench(millrace);
      bench.run(rounds);
      bench.print(rounds);
    }
  }

  private void run(int rounds) throws IOException {
    for (int round = -WARM_UPS; round < rounds; round++) {
      System.err.printf("round %d of %d%n", round + 1, rounds);
      for (var pace : PACES) {
        for (var client : Client.values()) {
          double cost = cost(client, pace);
          if (round >= 0) {
            costs
                .computeIfAbsent(pace.title(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(client, _ -> new ArrayList<>())
                .add(cost);
          }
        }
      }
    }
  }

  /// Microseconds of processor time for each event of the provider.
  private double cost(Client client, Pace pace) throws IOException {
    var before = millrace.cpu();
    var plan = Plan.closed(pace.connections(), pace.answers(), LONGEST);
    var tally = Load.run(ask(client, pace.model()), plan);
    if (tally.failed() > 0) {
      throw new IOException(client + ": " + tally.failed() + " requests failed");
    }
    return millrace.cpu().minus(before).toNanos() / 1e3 / tally.answered() / EVENTS;
  }

  private Ask ask(Client client, String model) {
    return switch (client) {
      case CHAT -> Ask.chat(millrace.port(), millrace.key(), model, true);
      case MESSAGES -> Ask.messages(millrace.port(), millrace.key(), model);
      case RESPONSES -> Ask.responses(millrace.port(), millrace.key(), model);
    };
  }

  private void print(int rounds) {
    System.out.printf(
        Locale.ROOT,
        """
        make bench-translation
        %d processors, Java %s. A provider of OpenAI's chat, streams of %d events; medians of %d rounds
        after a warm-up, clients in turn; in brackets the least and the greatest.
        """,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version(),
        EVENTS,
        rounds);
    costs.forEach((title, measured) -> {
      System.out.printf("%n%s%n", title);
      double plain = Median.of(measured.getOrDefault(Client.CHAT, List.of()), cost -> cost).value();
      measured.forEach((client, samples) -> {
        var median = Median.of(samples, cost -> cost);
        System.out.printf(
            Locale.ROOT,
            "  asked in %-10s CPU per event, us: %-24s ratio %.2f%n",
            client,
            median.shown(1),
            median.value() / plain);
      });
    });
  }
}
