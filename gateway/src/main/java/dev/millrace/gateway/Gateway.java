package dev.millrace.gateway;

import dev.millrace.gateway.attach.Carrier;
import dev.millrace.gateway.attach.Fetcher;
import dev.millrace.gateway.attach.Inliner;
import dev.millrace.gateway.attach.Policy;
import dev.millrace.gateway.attach.Resolver;
import dev.millrace.gateway.call.Aside;
import dev.millrace.gateway.call.Links;
import dev.millrace.gateway.call.Rooms;
import dev.millrace.gateway.cli.Serving;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.Listener;
import dev.millrace.gateway.dialect.media.Limits;
import dev.millrace.gateway.http.Connections;
import dev.millrace.gateway.http.Errands;
import dev.millrace.gateway.http.EventLoops;
import dev.millrace.gateway.http.Server;
import dev.millrace.gateway.http.ServerSettings;
import dev.millrace.gateway.ledger.Ledger;
import dev.millrace.gateway.observe.Observer;
import dev.millrace.gateway.observe.RequestLog;
import dev.millrace.gateway.observe.Statistics;
import dev.millrace.gateway.route.Health;
import dev.millrace.gateway.route.Planner;
import dev.millrace.gateway.route.Relays;
import dev.millrace.gateway.tenant.Admission;
import dev.millrace.gateway.tenant.Keys;
import dev.millrace.gateway.vault.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The running server, and the map of the house: here everything is put together, by hand.
public final class Gateway implements Serving {
  private final EventLoops loops;
  private final Offer offer;
  private final Server server;
  private final int port;

  private Gateway(EventLoops loops, Offer offer, Server server, int port) {
    this.loops = loops;
    this.offer = offer;
    this.server = server;
    this.port = port;
  }

  /// Starts to serve; returns when it listens.
  ///
  /// @param keys whom it lets in
  /// @param data where it may keep files
  /// @throws IOException if the address is taken or a model cannot be served; for people
  public static Gateway start(Config config, Keys keys, Path data) throws IOException {
    var loops = EventLoops.start();
    try {
      var offer = Offer.of(config, new Connections(loops));
      var links = links(config.links(), new Errands(loops));
      var statistics = new Statistics(InstantSource.system());
      var rooms = rooms(offer, keys, links, statistics);
      var mounts = new Mounts(rooms, statistics, config, data, keys.seal());
      var server = new Server(loops, settings(config.listener()), mounts.sites());
      return new Gateway(loops, offer, server, server.start());
    } catch (IOException | RuntimeException e) {
      loops.close();
      throw e;
    }
  }

  private static Rooms rooms(Offer offer, Keys keys, Links links, Statistics statistics) {
    var clock = InstantSource.system();
    var health = Health.system();
    return new Rooms(
        new Admission(keys),
        offer.catalog(),
        new Planner(offer.catalog(), offer.targets(), health),
        new Relays(health),
        new Ledger(clock),
        Observer.all(List.of(new RequestLog(), statistics)),
        links,
        clock,
        new Vault(Vault.Limits.usual(), clock));
  }

  private static Links links(dev.millrace.gateway.config.Links config, Carrier carrier) {
    var policy = Policy.usual().exempting(config.allow());
    var fetcher = new Fetcher(policy, Resolver.system(), carrier, config.timeout());
    var aside = new Aside(Thread::startVirtualThread);
    return new Links(new Inliner(fetcher, Limits.usual()), aside);
  }

  private static ServerSettings settings(Listener listener) {
    var usual = ServerSettings.Limits.usual();
    var limits =
        new ServerSettings.Limits(
            listener.maxBody(),
            usual.head(),
            listener.headerTimeout(),
            listener.bodyTimeout(),
            usual.idle());
    return new ServerSettings(listener.host(), listener.port(), limits);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public List<Served> models() {
    return offer.served();
  }

  @Override
  public void stop(Duration grace) {
    server.stop(grace);
    offer.close();
    loops.close();
  }
}
