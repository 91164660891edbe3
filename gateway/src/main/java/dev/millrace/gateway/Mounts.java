package dev.millrace.gateway;

import dev.millrace.gateway.call.Archive;
import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Aside;
import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.call.Embeddings;
import dev.millrace.gateway.call.Endpoint;
import dev.millrace.gateway.call.Health;
import dev.millrace.gateway.call.Inference;
import dev.millrace.gateway.call.MemoryArchive;
import dev.millrace.gateway.call.MessageModels;
import dev.millrace.gateway.call.MessageTokens;
import dev.millrace.gateway.call.Models;
import dev.millrace.gateway.call.Numbered;
import dev.millrace.gateway.call.Refusals;
import dev.millrace.gateway.call.Refuser;
import dev.millrace.gateway.call.Responses;
import dev.millrace.gateway.call.Rooms;
import dev.millrace.gateway.call.Route;
import dev.millrace.gateway.call.Tokens;
import dev.millrace.gateway.call.account.Reports;
import dev.millrace.gateway.call.feedback.Feedback;
import dev.millrace.gateway.call.feedback.FeedbackFile;
import dev.millrace.gateway.call.feedback.Inferences;
import dev.millrace.gateway.call.prediction.Creation;
import dev.millrace.gateway.call.prediction.Predictions;
import dev.millrace.gateway.call.prediction.Recorder;
import dev.millrace.gateway.call.prediction.Shelf;
import dev.millrace.gateway.call.repeat.Repeats;
import dev.millrace.gateway.config.BudConfig;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.Profiles;
import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.dialect.anthropic.Messages;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.dialect.openai.completions.Completions;
import dev.millrace.gateway.http.Site;
import dev.millrace.gateway.http.Sites;
import dev.millrace.gateway.observe.Statistics;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.profile.bud.Bud;
import dev.millrace.gateway.profile.wafer.Wafer;
import dev.millrace.gateway.profile.wayscloud.WaysCloud;
import dev.millrace.gateway.profile.wrift.Wrift;
import dev.millrace.llm.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What is served where. Every profile has its vendor's own paths, behind a prefix at any host, and
/// as they are at the hosts that the configuration gives it.
final class Mounts {
  private static final Route HEALTH = Route.get("/healthz", new Health());

  /// WAYSCloud's alone, and so served without its prefix as well.
  private static final String LLM = "/v1/llm/";

  /// How many answers feedback may be given to.
  private static final int REMEMBERED = 50_000;

  private final Rooms rooms;
  private final Statistics statistics;
  private final Profiles profiles;
  private final BudConfig bud;
  private final Path data;
  private final Messages messages;
  private final Seal seal;
  private final Archive archive = MemoryArchive.usual();
  private final Repeats repeats;
  private final Aside aside = new Aside(Thread::startVirtualThread);

  /// @param statistics what accounts are told of what they did
  /// @param data where files may be kept
  /// @param seal hides what clients carry for us
  Mounts(Rooms rooms, Statistics statistics, Config config, Path data, Seal seal) {
    this.rooms = rooms;
    this.repeats = new Repeats(Repeats.Limits.usual(), rooms.clock());
    this.statistics = statistics;
    this.profiles = config.profiles();
    this.bud = config.bud();
    this.data = data;
    this.messages = new Messages(seal);
    this.seal = seal;
  }

  /// One profile.
  ///
  /// @param name in the configuration
  /// @param prefix in front of the vendor's paths where several profiles share a host
  /// @param routes at the vendor's paths
  private record Mount(String name, String prefix, Profile profile, List<Route> routes) {}

  /// The table.
  private List<Mount> table() {
    return Stream.of(
            withResponses(standard(), rooms),
            withResponses(wafer(), rooms),
            wrift(),
            wayscloud(),
            withResponses(bud(), bareKeys()))
        .map(this::repeatable)
        .toList();
  }

  /// What is sent as JSON may be sent again.
  private Mount repeatable(Mount mount) {
    var admission = rooms.admission().withBareKeys(); // tells accounts apart, and lets nobody in
    var refusals = new Refusals(mount.profile());
    var routes =
        mount.routes().stream()
            .map(route ->
                route.jsonBody()
                    ? Route.post(
                        route.path(), repeats.around(route.endpoint(), admission, refusals))
                    : route)
            .toList();
    return new Mount(mount.name(), mount.prefix(), mount.profile(), routes);
  }

  private Mount withResponses(Mount mount, Rooms those) {
    var routes = new ArrayList<>(mount.routes());
    routes.addAll(new Responses(mount.profile(), those, seal, archive, aside).routes());
    return new Mount(mount.name(), mount.prefix(), mount.profile(), routes);
  }

  private Mount standard() {
    var profile = new Standard(rooms.clock());
    var tokens = new Tokens(profile, rooms, aside);
    return new Mount(
        "standard",
        "",
        profile,
        List.of(
            Route.post("/v1/chat/completions", chat(profile)),
            Route.post("/v1/completions", completions(profile)),
            Route.post("/v1/embeddings", embeddings(profile)),
            Route.post("/v1/messages", messages(profile)),
            Route.post("/v1/messages/count_tokens", messageTokens(profile)),
            Route.post("/tokenize", tokens::tokenize),
            Route.post("/detokenize", tokens::detokenize),
            Route.post("/v1/tokenize", tokens::tokenize),
            Route.post("/v1/detokenize", tokens::detokenize),
            Route.get("/v1/models", modelList(profile)),
            Route.get("/v1/models/*", oneModel(profile))));
  }

  private Mount wafer() {
    var profile = new Wafer(rooms.clock(), profiles.wafer().docs());
    var hosts = profiles.hosts("wafer");
    var reports = new Reports(profile, rooms.admission(), statistics, rooms.clock(), hosts);
    return new Mount(
        "wafer",
        "/wafer",
        profile,
        List.of(
            Route.post("/v1/chat/completions", chat(profile)),
            Route.post("/v1/completions", completions(profile)),
            Route.post("/v1/messages", messages(profile)),
            Route.post("/v1/messages/count_tokens", messageTokens(profile)),
            Route.get("/v1/models", modelList(profile)),
            Route.get("/v1/models/*", oneModel(profile)),
            Route.get("/v1/inference/quota", reports::quota),
            Route.get("/v1/usage/me", reports::usage),
            Route.get("/v1/endpoints/metrics", reports::metrics),
            Route.get("/v1/endpoints/requests", reports::requests)));
  }

  private Mount wrift() {
    var profile = new Wrift(rooms.clock());
    var shelf = new Shelf(rooms.clock(), Shelf.Limits.usual());
    var recorder = new Recorder(shelf, rooms.catalog(), rooms.clock(), profiles.wriftTimeout());
    var creation = new Creation(new ChatCompletions(), profile, rooms, shelf, recorder);
    var predictions = new Predictions(profile, rooms.admission(), shelf);
    var models = new Models(profile, rooms);
    return new Mount(
        "wrift",
        "/wrift",
        profile,
        List.of(
            Route.post(
                "/v1/chat/completions",
                new Inference(new ChatCompletions(), profile, rooms, recorder)),
            Route.post(
                "/v1/messages", Numbered.all(new Inference(messages, profile, rooms, recorder))),
            Route.get("/v1/models", models::list),
            Route.get("/v1/models/*", models::one),
            Route.post("/v1/predictions", creation),
            Route.get("/v1/predictions", predictions::list),
            Route.get("/v1/predictions/*", predictions::one),
            new Route("POST", "/v1/predictions/*", false, predictions::cancel)));
  }

  private Mount wayscloud() {
    var profile =
        new WaysCloud(
            rooms.clock(), profiles.wayscloud().ownedBy(), profiles.wayscloud().regions());
    var models = new Models(profile, rooms);
    return new Mount(
        "wayscloud",
        "/wayscloud",
        profile,
        List.of(
            Route.post("/v1/llm/chat", chat(profile)),
            Route.post("/v1/llm/chat/completions", chat(profile)),
            Route.post("/v1/chat/completions", chat(profile)),
            Route.post("/v1/llm/embeddings", embeddings(profile)),
            Route.post("/v1/embeddings", embeddings(profile)),
            Route.get("/v1/llm/models", models::list),
            Route.get("/v1/llm/models/*", models::one),
            Route.get("/v1/models", models::list),
            Route.get("/v1/models/*", models::one)));
  }

  /// Bud's clients may leave `Bearer` out.
  private Rooms bareKeys() {
    return rooms.withAdmission(rooms.admission().withBareKeys());
  }

  private Mount bud() {
    var bare = bareKeys();
    var profile = new Bud(rooms.clock(), BudParts.functions(bud));
    var models = new Models(profile, bare);
    var inferences = new Inferences(REMEMBERED);
    var writing =
        new Feedback.Writing(
            new FeedbackFile(data.resolve("feedback.jsonl")), aside, rooms.clock());
    var feedback =
        new Feedback(profile, bare.admission(), inferences, BudParts.metrics(bud), writing);
    return new Mount(
        "bud",
        "/bud",
        profile,
        List.of(
            Route.post(
                "/v1/chat/completions",
                new Inference(new ChatCompletions(), profile, bare, inferences)),
            Route.post(
                "/v1/completions", new Inference(new Completions(), profile, bare, inferences)),
            Route.post("/v1/embeddings", new Embeddings(profile, bare, aside)),
            Route.post(
                "/v1/messages", Numbered.all(new Inference(messages, profile, bare, inferences))),
            Route.post(
                "/v1/messages/count_tokens", new MessageTokens(messages, profile, bare, aside)),
            Route.post("/v1/feedback", feedback),
            Route.post("/feedback", feedback),
            Route.get("/v1/models", models::list),
            Route.get("/v1/models/*", models::one)));
  }

  private Endpoint chat(Profile profile) {
    return new Inference(new ChatCompletions(), profile, rooms);
  }

  private Endpoint completions(Profile profile) {
    return new Inference(new Completions(), profile, rooms);
  }

  private Endpoint messages(Profile profile) {
    return Numbered.all(new Inference(messages, profile, rooms));
  }

  private Endpoint messageTokens(Profile profile) {
    return new MessageTokens(messages, profile, rooms, aside);
  }

  /// In Anthropic's shape for its clients.
  private Endpoint modelList(Profile profile) {
    return MessageModels.or(
        new MessageModels(profile, rooms)::list, new Models(profile, rooms)::list);
  }

  private Endpoint oneModel(Profile profile) {
    return MessageModels.or(
        new MessageModels(profile, rooms)::one, new Models(profile, rooms)::one);
  }

  private Endpoint embeddings(Profile profile) {
    return new Embeddings(profile, rooms, aside);
  }

  /// The table as the server needs it.
  Sites sites() {
    var table = table();
    var named = new HashMap<String, Site>();
    for (var mount : table) {
      var own = new Site(withHealth(mount.routes()), new Refusals(mount.profile()));
      profiles.hosts(mount.name()).forEach(host -> named.put(host, own));
    }
    var shared = new ArrayList<Route>();
    for (var mount : table) {
      mount.routes().stream().filter(route -> route.path().startsWith(LLM)).forEach(shared::add);
      mount.routes().forEach(route -> shared.add(behind(mount.prefix(), route)));
    }
    return new Sites(new Site(withHealth(shared), new ByPrefix(table)), Map.copyOf(named));
  }

  private static List<Route> withHealth(List<Route> routes) {
    var all = new ArrayList<>(routes);
    all.add(HEALTH);
    return all;
  }

  private static Route behind(String prefix, Route route) {
    return new Route(route.method(), prefix + route.path(), route.jsonBody(), route.endpoint());
  }

  /// Refuses in the form of the profile whose prefix a path has.
  private record ByPrefix(List<Mount> longestFirst) implements Refuser {
    ByPrefix {
      longestFirst =
          longestFirst.stream()
              .sorted(Comparator.comparingInt((Mount mount) -> mount.prefix().length()).reversed())
              .toList();
    }

    @Override
    public void refuse(Arrival arrival, Failure failure, Client client) {
      var path = arrival.path() + "/";
      longestFirst.stream()
          .filter(mount -> path.startsWith(mount.prefix() + "/") || mount.prefix().isEmpty())
          .findFirst()
          .ifPresent(mount -> new Refusals(mount.profile()).refuse(arrival, failure, client));
    }
  }
}
