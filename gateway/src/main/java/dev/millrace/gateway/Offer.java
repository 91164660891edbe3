package dev.millrace.gateway;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.catalog.Traits.Ability;
import dev.millrace.gateway.cli.Opener.Opened;
import dev.millrace.gateway.cli.Serving.Served;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.ModelConfig;
import dev.millrace.gateway.config.ModelConfig.Source;
import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.dialect.EmbeddingProtocol;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.gemini.Host;
import dev.millrace.gateway.dialect.gemini.VectorsProtocol;
import dev.millrace.gateway.dialect.openai.embeddings.EmbeddingsProtocol;
import dev.millrace.gateway.provider.Engines;
import dev.millrace.gateway.provider.Hosted;
import dev.millrace.gateway.provider.HostedEmbedder;
import dev.millrace.gateway.provider.Provider;
import dev.millrace.gateway.provider.Transport;
import dev.millrace.gateway.route.Target;
import dev.millrace.gateway.vendor.Feature;
import dev.millrace.llm.Embedder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What a configuration has to offer: its models, and the upstreams that answer for them.
final class Offer implements AutoCloseable {
  /// An embedded engine never stalls for another reason than a bug, but a long prompt takes a while.
  private static final Duration ENGINE_PATIENCE = Duration.ofMinutes(10);

  /// What models that run here can do.
  private static final Set<Ability> EMBEDDED = Set.of(Ability.TOOLS, Ability.REASONING);

  private final Engines engines;
  private final Map<String, Target> targets = new HashMap<>();
  private final List<Model> models = new ArrayList<>();
  private final List<Served> served = new ArrayList<>();

  private Offer(Engines engines) {
    this.engines = engines;
  }

  /// Opens everything that the configuration names.
  ///
  /// @throws IOException if a model cannot be served; the message is for people
  static Offer of(Config config, Transport transport) throws IOException {
    var offer = new Offer(new Engines(config.engine()));
    try {
      for (var provider : config.providers()) {
        offer.add(provider, transport);
      }
      for (var model : config.models()) {
        offer.add(model);
      }
      return offer;
    } catch (IOException | RuntimeException e) {
      offer.close();
      throw e;
    }
  }

  /// One model of a configuration, without a server.
  ///
  /// @throws IOException if it cannot be had here; the message is for people
  static Opened alone(Config config, ModelConfig model) throws IOException {
    var file =
        switch (model.source()) {
          case Source.Bundled _ -> bundled();
          case Source.File(var path) -> path;
          case Source.Hosted _ ->
              throw new IOException(
                  model.name()
                      + " is run by a provider. Start `millrace serve` and talk to it with --url.");
        };
    var engines = new Engines(config.engine());
    var embedded = engines.open(file, model.context());
    return new Opened(embedded.upstream(), model.name(), engines::close);
  }

  /// Where the model that comes with Millrace lies: `models/` in the folder that the launcher names.
  static Path bundled() {
    return Path.of(
        System.getProperty("millrace.home", ""), "models", ModelConfig.BUNDLED + ".gguf");
  }

  Catalog catalog() {
    return new Catalog(models);
  }

  Map<String, Target> targets() {
    return Map.copyOf(targets);
  }

  List<Served> served() {
    return List.copyOf(served);
  }

  @Override
  public void close() {
    engines.close();
  }

  private void add(ProviderConfig config, Transport transport) throws IOException {
    var patience = new Provider.Patience(config.connect(), config.firstEvent(), config.stall());
    var credential = Credentials.of(config);
    var provider =
        new Provider(config.name(), config.baseUrl(), credential, config.headers(), patience);
    var protocol = Protocols.of(config);
    targets.put(
        config.name(),
        new Target(
            config.name(),
            new Hosted(provider, protocol, transport),
            config.firstEvent(),
            config.stall(),
            protocol::means,
            embedder(config, provider, transport),
            Optional.empty()));
  }

  private static Optional<Embedder> embedder(
      ProviderConfig config, Provider provider, Transport transport) {
    return vectors(config).map(protocol -> new HostedEmbedder(provider, protocol, transport));
  }

  /// Whoever speaks a dialect of OpenAI's makes vectors as OpenAI does, if at all.
  private static Optional<EmbeddingProtocol> vectors(ProviderConfig config) {
    return switch (config.dialect()) {
      case OPENAI, OPENAI_CHAT, OPENAI_COMPLETIONS, OPENAI_RESPONSES ->
          embeds(config)
              ? Optional.of(new EmbeddingsProtocol(config.name(), vectorsPath(config)))
              : Optional.empty();
      case GEMINI -> Optional.of(new VectorsProtocol(config.name(), Host.AI_STUDIO));
      case GEMINI_VERTEX -> Optional.of(new VectorsProtocol(config.name(), Host.VERTEX));
      case BEDROCK, ANTHROPIC_BEDROCK, SAGEMAKER, SAGEMAKER_TGI, TGI, ANTHROPIC, ANTHROPIC_VERTEX ->
          Optional.empty();
    };
  }

  /// Of a vendor that is not known it is not known either, so it is tried.
  private static boolean embeds(ProviderConfig config) {
    return config
        .vendor()
        .map(vendor -> vendor.features().contains(Feature.EMBEDDINGS))
        .orElse(true);
  }

  /// Where vectors are had: beside conversations.
  private static String vectorsPath(ProviderConfig config) {
    return config
        .vendor()
        .map(vendor -> vendor.chat().at(config.settings()).quirks().path())
        .orElse("/chat/completions")
        .replace("/chat/completions", "/embeddings");
  }

  private void add(ModelConfig config) throws IOException {
    switch (config.source()) {
      case Source.Bundled _ -> addEmbedded(config, bundled());
      case Source.File(var path) -> addEmbedded(config, path);
      case Source.Hosted(var deployments) -> addHosted(config, deployments);
    }
  }

  private void addEmbedded(ModelConfig config, Path file) throws IOException {
    var embedded = engines.open(file, config.context());
    String name = "embedded:" + config.name(); // no provider of a configuration has a colon
    targets.put(
        name,
        new Target(
            name,
            embedded.upstream(),
            ENGINE_PATIENCE,
            ENGINE_PATIENCE,
            Means.engine(),
            Optional.of(embedded.embedder()),
            Optional.of(embedded.lexicon())));
    add(
        config,
        "millrace",
        OptionalInt.of(embedded.context()),
        config.traits().orAble(EMBEDDED).keepingNothing(),
        List.of(new Model.Deployment(name, config.name())));
    served.add(
        new Served(
            config.name(), OptionalLong.of(embedded.bytes()), OptionalInt.of(embedded.context())));
  }

  private void addHosted(ModelConfig config, List<Model.Deployment> places) {
    add(config, places.getFirst().provider(), config.context(), config.traits(), places);
    served.add(new Served(config.name(), OptionalLong.empty(), config.context()));
  }

  private void add(
      ModelConfig config,
      String owner,
      OptionalInt window,
      Traits traits,
      List<Model.Deployment> places) {
    models.add(
        new Model(
            config.name(),
            config.aliases(),
            owner,
            Instant.now(),
            window,
            config.price().inCatalog(),
            traits,
            places,
            config.manner()));
  }
}
