package dev.millrace.gateway.config;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.catalog.Traits;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/// A model on offer.
///
/// @param name what clients call it
/// @param aliases what else they may call it
/// @param source who answers for it
/// @param context tokens that it can see at once, at least 1; absent: what its source says
/// @param price what its tokens cost; a model that nobody priced is not served, lest it be given away
/// @param manner who is asked first, and how hard it is tried to answer
public record ModelConfig(
    String name,
    List<String> aliases,
    Source source,
    OptionalInt context,
    Price price,
    Traits traits,
    Manner manner) {
  /// The name of the model that comes with Millrace.
  public static final String BUNDLED = "millrace-mini";

  public ModelConfig {
    aliases = List.copyOf(aliases);
  }

  /// One of which nothing more is said.
  public ModelConfig(
      String name, List<String> aliases, Source source, OptionalInt context, Price price) {
    this(name, aliases, source, context, price, Traits.unknown(), Manner.usual());
  }

  /// Who answers for a model.
  public sealed interface Source {
    /// The embedded engine, with the model that comes with Millrace.
    record Bundled() implements Source {}

    /// The embedded engine, with a GGUF file.
    record File(Path path) implements Source {}

    /// Providers, in order of preference; at least one.
    record Hosted(List<Deployment> deployments) implements Source {
      public Hosted {
        deployments = List.copyOf(deployments);
      }
    }
  }

  /// The model that comes with Millrace, for nothing.
  public static ModelConfig bundled() {
    return new ModelConfig(
        BUNDLED, List.of(), new Source.Bundled(), OptionalInt.empty(), new Price.Free());
  }
}
