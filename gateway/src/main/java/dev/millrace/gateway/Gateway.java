package dev.millrace.gateway;

import dev.millrace.gateway.call.Aside;
import dev.millrace.gateway.call.Embeddings;
import dev.millrace.gateway.call.Health;
import dev.millrace.gateway.call.Inference;
import dev.millrace.gateway.call.Models;
import dev.millrace.gateway.call.Refusals;
import dev.millrace.gateway.call.Rooms;
import dev.millrace.gateway.call.Route;
import dev.millrace.gateway.call.Tokens;
import dev.millrace.gateway.cli.Serving;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.Listener;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.dialect.openai.completions.Completions;
import dev.millrace.gateway.http.Connections;
import dev.millrace.gateway.http.EventLoops;
import dev.millrace.gateway.http.Server;
import dev.millrace.gateway.http.ServerSettings;
import dev.millrace.gateway.ledger.Ledger;
import dev.millrace.gateway.observe.RequestLog;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Planner;
import dev.millrace.gateway.tenant.Admission;
import dev.millrace.gateway.tenant.Keys;
import java.io.IOException;
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
  /// @throws IOException if the address is taken or a model cannot be served; for people
  public static Gateway start(Config config, Keys keys) throws IOException {
    var loops = EventLoops.start();
    try {
      var offer = Offer.of(config, new Connections(loops));
      var server = new Server(loops, settings(config.listener()), routes(offer, keys), refuser());
      return new Gateway(loops, offer, server, server.start());
    } catch (IOException | RuntimeException e) {
      loops.close();
      throw e;
    }
  }

  private static List<Route> routes(Offer offer, Keys keys) {
    var clock = InstantSource.system();
    var profile = new Standard(clock);
    var rooms =
        new Rooms(
            new Admission(keys),
            offer.catalog(),
            new Planner(offer.catalog(), offer.targets()),
            new Ledger(clock),
            new RequestLog(),
            clock);
    var models = new Models(profile, rooms);
    var aside = new Aside(Thread::startVirtualThread);
    var tokens = new Tokens(profile, rooms, aside);
    return List.of(
        Route.post("/v1/chat/completions", new Inference(new ChatCompletions(), profile, rooms)),
        Route.post("/v1/completions", new Inference(new Completions(), profile, rooms)),
        Route.post("/v1/embeddings", new Embeddings(profile, rooms, aside)),
        Route.post("/tokenize", tokens::tokenize),
        Route.post("/detokenize", tokens::detokenize),
        Route.post("/v1/tokenize", tokens::tokenize),
        Route.post("/v1/detokenize", tokens::detokenize),
        Route.get("/v1/models", models::list),
        Route.get("/v1/models/*", models::one),
        Route.get("/healthz", new Health()));
  }

  private static Refusals refuser() {
    return new Refusals(new Standard(InstantSource.system()));
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
