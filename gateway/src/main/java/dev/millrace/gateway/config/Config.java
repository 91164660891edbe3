package dev.millrace.gateway.config;

import java.util.List;

/// All that an operator can say, checked: every provider named is there, no name is there twice.
///
/// @param models on offer, at least one
public record Config(
    Listener listener,
    List<ModelConfig> models,
    List<ProviderConfig> providers,
    EngineConfig engine,
    Profiles profiles,
    BudConfig bud,
    Links links) {
  public Config {
    models = List.copyOf(models);
    providers = List.copyOf(providers);
  }

  /// With nothing said of profiles, functions and links.
  public Config(
      Listener listener,
      List<ModelConfig> models,
      List<ProviderConfig> providers,
      EngineConfig engine) {
    this(listener, models, providers, engine, Profiles.defaults());
  }

  /// With nothing said of functions and links.
  public Config(
      Listener listener,
      List<ModelConfig> models,
      List<ProviderConfig> providers,
      EngineConfig engine,
      Profiles profiles) {
    this(listener, models, providers, engine, profiles, BudConfig.none(), Links.defaults());
  }

  /// What is served when nothing is said: the bundled model, to this machine.
  public static Config defaults() {
    return new Config(
        Listener.defaults(),
        List.of(ModelConfig.bundled()),
        List.of(),
        EngineConfig.defaults(),
        Profiles.defaults());
  }

  /// The same with another listener.
  public Config withListener(Listener other) {
    return new Config(other, models, providers, engine, profiles, bud, links);
  }
}
