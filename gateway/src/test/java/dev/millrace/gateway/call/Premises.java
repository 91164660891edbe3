package dev.millrace.gateway.call;

import dev.millrace.gateway.attach.Carrier;
import dev.millrace.gateway.attach.Fetcher;
import dev.millrace.gateway.attach.Inliner;
import dev.millrace.gateway.attach.Policy;
import dev.millrace.gateway.attach.Resolver;
import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.media.Limits;
import dev.millrace.gateway.ledger.Entry;
import dev.millrace.gateway.ledger.Ledger;
import dev.millrace.gateway.ledger.Settlement;
import dev.millrace.gateway.observe.Finished;
import dev.millrace.gateway.route.Health;
import dev.millrace.gateway.route.Planner;
import dev.millrace.gateway.route.Relays;
import dev.millrace.gateway.route.Target;
import dev.millrace.gateway.tenant.Admission;
import dev.millrace.gateway.tenant.Keys;
import dev.millrace.gateway.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/// The rooms of a gateway with one model, `tiny`, which the target calls `acme-tiny`: a token of
/// input costs a thousand nano-dollars, one of output two thousand.
public final class Premises {
  public static final InstantSource CLOCK = () -> Instant.ofEpochSecond(1_800_000_000);

  /// Nobody is asked a second time.
  private static final Manner ONCE =
      new Manner(0, Optional.empty(), Manner.Continuation.OFF, Duration.ofMinutes(30));

  private static final String KEY = "a-key-for-tests";

  private final Ledger ledger = new Ledger(CLOCK);
  private final List<Finished> finished = new ArrayList<>();
  private final String account;
  private final Rooms rooms;

  /// @param folder for the keys
  public Premises(Path folder, Target target) {
    this(folder, target, Traits.unknown());
  }

  /// @param traits of the model
  public Premises(Path folder, Target target, Traits traits) {
    this(folder, new Catalog(List.of(model(target, traits))), Map.of(target.provider(), target));
  }

  /// Rooms with other models.
  ///
  /// @param targets by the provider's name
  public Premises(Path folder, Catalog catalog, Map<String, Target> targets) {
    try {
      var keys = Keys.open(folder, Optional.of(KEY), new Random(1));
      account = keys.find(KEY).orElseThrow().key();
      var planner = new Planner(catalog, targets);
      rooms =
          new Rooms(
              new Admission(keys),
              catalog,
              planner,
              new Relays(Health.system()),
              ledger,
              finished::add,
              links(),
              CLOCK,
              new Vault(Vault.Limits.usual(), CLOCK));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Model model(Target target, Traits traits) {
    return new Model(
        "tiny",
        List.of(),
        "acme",
        Instant.EPOCH,
        OptionalInt.of(100),
        new Price.PerMillion(1_000_000_000, 1_000_000_000, 2_000_000_000),
        traits,
        List.of(new Model.Deployment(target.provider(), "acme-tiny")),
        ONCE);
  }

  /// A request by somebody with a key.
  public static Arrival arrival(String path, String body, Map<String, String> more) {
    var headers = new HashMap<>(more);
    headers.put("authorization", "Bearer " + KEY);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Arrival("req_1", "POST", path, "", Map.of(), headers, bytes);
  }

  /// Nobody follows links: no host is known.
  public static Links links() {
    return links(
        _ -> List.of(),
        _ -> {
          throw new ConnectException();
        });
  }

  /// Links are followed at once.
  static Links links(Resolver resolver, Carrier carrier) {
    var fetcher = new Fetcher(Policy.usual(), resolver, carrier, Duration.ofSeconds(20));
    return new Links(new Inliner(fetcher, Limits.usual()), new Aside(Runnable::run));
  }

  public Rooms rooms() {
    return rooms;
  }

  public Ledger ledger() {
    return ledger;
  }

  /// The account of the only key.
  public String account() {
    return account;
  }

  public List<Finished> finished() {
    return finished;
  }

  /// The latest settlement.
  public Settlement settled() {
    return ledger.latest().stream()
        .map(Entry::settlement)
        .flatMap(Optional::stream)
        .reduce((_, last) -> last)
        .orElseThrow();
  }
}
