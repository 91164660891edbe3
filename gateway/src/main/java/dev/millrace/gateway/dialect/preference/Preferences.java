package dev.millrace.gateway.dialect.preference;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What a client says about who is to answer, in the fields `provider`, `models` and `session_id`
/// that OpenRouter has added to OpenAI's Chat Completions (2026-11). Providers are named in small
/// letters.
///
/// @param models that may answer where the one asked for cannot, best first
/// @param order providers that are asked first
/// @param only the only providers that may be asked; absent: all
/// @param ignore providers that may not be asked
/// @param fallbacks whether a provider may be asked that is not named in `order`, and, where none
///     is named, another than the first
/// @param sort by what providers are ordered, whatever the operator says
/// @param ceiling the most that the client pays
/// @param zeroRetention whether nobody may keep anything of it
/// @param complete whether only those are asked who honour every field
/// @param session what the request belongs to
public record Preferences(
    List<String> models,
    List<String> order,
    Optional<Set<String>> only,
    Set<String> ignore,
    boolean fallbacks,
    Optional<Sort> sort,
    Ceiling ceiling,
    boolean zeroRetention,
    boolean complete,
    Optional<String> session) {
  public Preferences {
    models = List.copyOf(models);
    order = List.copyOf(order);
    only = only.map(Set::copyOf);
    ignore = Set.copyOf(ignore);
  }

  /// By what providers are ordered.
  public enum Sort {
    PRICE,
    THROUGHPUT,
    LATENCY;

    /// As it is written in requests.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The most that a client pays, in nano-dollars per million tokens.
  ///
  /// @param input for tokens of the prompt
  /// @param output for tokens of the answer
  public record Ceiling(OptionalLong input, OptionalLong output) {
    /// Whatever it costs.
    public static Ceiling none() {
      return new Ceiling(OptionalLong.empty(), OptionalLong.empty());
    }
  }

  /// A client that says nothing.
  public static Preferences none() {
    return new Preferences(
        List.of(),
        List.of(),
        Optional.empty(),
        Set.of(),
        true,
        Optional.empty(),
        Ceiling.none(),
        false,
        false,
        Optional.empty());
  }
}
