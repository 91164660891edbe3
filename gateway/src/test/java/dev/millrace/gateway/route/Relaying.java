package dev.millrace.gateway.route;

import dev.millrace.gateway.call.Script;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Manner.Continuation;
import dev.millrace.gateway.catalog.Manner.Hedging;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.ledger.Outcome;
import dev.millrace.gateway.ledger.Spent;
import dev.millrace.gateway.loop.ManualLoop;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Plans run by a [Relay] in virtual time, at providers `p0`, `p1`, ... that say what a test tells
/// them to.
final class Relaying implements Relay.Listener {
  /// Whatever can be asked for by those who send tokens and texts.
  static final Set<Ask> TOKENS = Set.of(Ask.TOKEN_PROMPTS, Ask.TEXT_PROMPTS, Ask.TOKEN_IDS);

  final ManualLoop loop = new ManualLoop();
  final List<Script> providers = new ArrayList<>();
  final List<String> told = new ArrayList<>();
  final Health health = new Health(() -> loop.now().toNanos(), told::add);
  final Relays relays = new Relays(health);

  /// Of the latest request.
  final List<Event> events = new ArrayList<>();

  final List<Failure> failures = new ArrayList<>();
  final List<String> answeredBy = new ArrayList<>();
  boolean fresh = true;
  Manner manner = Manner.usual();
  Request request = Request.of("m", new Prompt.Text("a prompt"));
  OptionalInt[] windows = {};
  OptionalInt[] ownWindows = {}; // of places
  Means means = Means.chat();
  Relay relay;

  Relaying(int count) {
    for (int number = 0; number < count; number++) {
      providers.add(new Script());
    }
    relay = relay();
  }

  /// A new request to all of the providers.
  Relay ask() {
    events.clear();
    failures.clear();
    answeredBy.clear();
    fresh = true;
    relay = relay();
    relay.start();
    return relay;
  }

  /// The same, where hedging may cost all it wants after so long.
  void hedging(Duration after, int share) {
    var hedging = Optional.of(new Hedging(Optional.of(after), share));
    manner = new Manner(2, hedging, Continuation.OFF, Duration.ofMinutes(30));
  }

  private Relay relay() {
    var tries = new ArrayList<Plan.Try>();
    for (int number = 0; number < providers.size(); number++) {
      tries.add(attempt(number));
    }
    var meter = new Meter(List.of(request));
    Relay.Way way = (attempt, ready, _) -> ready.accept(attempt);
    return new Relay(new Relay.Task(relays, new Plan(tries), meter, way), loop, this);
  }

  private Plan.Try attempt(int number) {
    var target =
        new Target(
            "p" + number,
            providers.get(number),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            means,
            Optional.empty(),
            Optional.empty());
    var model =
        new Model(
            "m",
            List.of(),
            "acme",
            Instant.EPOCH,
            number < windows.length ? windows[number] : OptionalInt.of(100),
            new Price.PerMillion(1_000_000_000, 1_000_000_000, 2_000_000_000),
            Traits.unknown(),
            List.of(deployment(number)),
            manner);
    var window = number < ownWindows.length ? ownWindows[number] : OptionalInt.empty();
    var deployment = deployment(number).withLimits(window, OptionalInt.empty());
    var place = new Place(model, deployment, target);
    return new Plan.Try(place, List.of(request.withModel("m" + number)), new Receipt(List.of()));
  }

  static Model.Deployment deployment(int number) {
    return new Model.Deployment("p" + number, "m" + number);
  }

  Script provider(int number) {
    return providers.get(number);
  }

  /// Answers well.
  void answer(int number, String... words) {
    provider(number).say(words);
    provider(number).close(new Stop.Ended());
  }

  void fail(int number, Failure failure) {
    provider(number).sink().failed(failure);
  }

  /// How often each was asked.
  List<Integer> asked() {
    return providers.stream().map(script -> script.asked.size()).toList();
  }

  /// How each attempt ended.
  List<String> ends() {
    return relay.spent().stream().map(Relaying::end).toList();
  }

  private static String end(Spent spent) {
    Outcome outcome = spent.outcome();
    return spent.provider() + " " + outcome + " " + spent.usage().output();
  }

  String text() {
    return Reply.of(events).choices().getFirst().text();
  }

  @Override
  public void answeredBy(Plan.Try attempt) {
    answeredBy.add(attempt.target().provider());
    events.clear();
  }

  @Override
  public boolean fresh() {
    return fresh;
  }

  @Override
  public void on(Event event) {
    events.add(event);
  }

  @Override
  public void failed(Failure failure) {
    failures.add(failure);
  }
}
