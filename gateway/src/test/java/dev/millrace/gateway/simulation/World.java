package dev.millrace.gateway.simulation;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Inference;
import dev.millrace.gateway.call.Premises;
import dev.millrace.gateway.call.Rooms;
import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Manner.Continuation;
import dev.millrace.gateway.catalog.Manner.Hedging;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.anthropic.Messages;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.dialect.openai.chat.ChatProtocol;
import dev.millrace.gateway.ledger.Ledger;
import dev.millrace.gateway.loop.ManualLoop;
import dev.millrace.gateway.observe.Finished;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.provider.Credential;
import dev.millrace.gateway.provider.Hosted;
import dev.millrace.gateway.provider.Provider;
import dev.millrace.gateway.route.Health;
import dev.millrace.gateway.route.Planner;
import dev.millrace.gateway.route.Relays;
import dev.millrace.gateway.route.Target;
import dev.millrace.gateway.tenant.Admission;
import dev.millrace.gateway.tenant.Keys;
import dev.millrace.gateway.vault.Vault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

/// A whole gateway in virtual time, before providers whose every answer may go wrong and clients
/// that may leave, everything by chance from one seed.
final class World {
  static final List<String> PROVIDERS = List.of("acme", "busy", "cheap");

  final ManualLoop loop = new ManualLoop();
  final Random random;
  final Providers providers;
  final Health health = new Health(() -> loop.now().toNanos(), _ -> {});
  final Ledger ledger = new Ledger(Premises.CLOCK);
  final Map<String, Finished> finished = new TreeMap<>();
  final List<Visit> visits = new ArrayList<>();
  private final Map<Talk, Inference> endpoints;

  /// A request and who sent it.
  record Visit(String id, Talk talk, Topic topic, boolean stream, Visitor visitor) {}

  World(Keys keys, long seed) {
    random = new Random(seed);
    providers = new Providers(loop, random);
    var hedging = Optional.of(new Hedging(Optional.empty(), 20));
    var catalog =
        new Catalog(
            List.of(
                model("many", PROVIDERS, hedging),
                model("one", List.of("acme"), hedging),
                model("plain", PROVIDERS, Optional.empty())));
    var targets = new HashMap<String, Target>();
    PROVIDERS.forEach(name -> targets.put(name, target(name)));
    var rooms =
        new Rooms(
            new Admission(keys),
            catalog,
            new Planner(catalog, targets),
            new Relays(health),
            ledger,
            this::finished,
            Premises.links(),
            Premises.CLOCK,
            new Vault(Vault.Limits.usual(), Premises.CLOCK));
    var standard = new Standard(Premises.CLOCK);
    endpoints =
        Map.of(
            Talk.CHAT, new Inference(new ChatCompletions(), standard, rooms),
            Talk.MESSAGES, new Inference(new Messages(keys.seal()), standard, rooms));
  }

  private void finished(Finished call) {
    if (finished.put(call.origin().id(), call) != null) {
      throw new AssertionError("finished twice");
    }
  }

  private static Model model(String name, List<String> providers, Optional<Hedging> hedging) {
    return new Model(
        name,
        List.of(),
        "acme",
        Instant.EPOCH,
        OptionalInt.of(1_000),
        new Price.PerMillion(1_000_000_000, 1_000_000_000, 2_000_000_000),
        Traits.unknown(),
        providers.stream().map(provider -> new Model.Deployment(provider, name)).toList(),
        new Manner(3, hedging, Continuation.BOTH, Duration.ofMinutes(5)));
  }

  private Target target(String name) {
    var patience =
        new Provider.Patience(
            Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(10));
    var provider =
        new Provider(
            name,
            URI.create("http://" + name + "/v1"),
            new Credential.Anonymous(),
            Map.of(),
            patience);
    var upstream = new Hosted(provider, new ChatProtocol(name), providers);
    return new Target(name, upstream, patience.first(), patience.stall());
  }

  /// Lets so many requests come, and waits until the last is long over.
  void run(int requests) {
    for (int number = 0; number < requests; number++) {
      int own = number;
      loop.after(Duration.ofMillis(random.nextInt(requests * 100)), () -> arrive(own));
    }
    loop.pass(Duration.ofMillis(requests * 100L).plusHours(1));
  }

  private void arrive(int number) {
    var topic = new Topic(number, 1 + random.nextInt(30), "");
    boolean stream = random.nextInt(4) > 0;
    String model = random.nextInt(10) == 0 ? "one" : "many";
    var visitor = new Visitor(loop, random);
    var talk = random.nextInt(3) == 0 ? Talk.MESSAGES : Talk.CHAT;
    arrive(new Visit("req_" + number, talk, topic, stream, visitor), model);
  }

  /// A request comes now.
  void arrive(Visit visit, String model) {
    visits.add(visit);
    String id = visit.id();
    var talk = visit.talk();
    byte[] body = talk.ask(visit.topic(), model, visit.stream()).getBytes(StandardCharsets.UTF_8);
    var headers = Map.of("authorization", "Bearer " + SimulationTest.KEY);
    var arrival = new Arrival(id, "POST", talk.path(), "", Map.of(), headers, body);
    endpoints.get(talk).serve(arrival, visit.visitor());
  }
}
