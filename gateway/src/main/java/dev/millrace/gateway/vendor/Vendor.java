package dev.millrace.gateway.vendor;

import dev.millrace.gateway.dialect.anthropic.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A row of the table of vendors.
///
/// @param name what configurations call it
/// @param title what it calls itself
/// @param docs the page that the row was written after
/// @param checked when that was, as `2026-11`
/// @param settings what its addresses leave open, by name
/// @param endpoints where it can be reached; the first one's protocol is the usual one
/// @param models the path of its list of models, after the base address, if it has one
/// @param proof the path of something that only those with a good key may read, where the list of
///     models is for everybody
/// @param chat how it speaks OpenAI's Chat Completions, if it does
/// @param messages how it serves models of its own through Anthropic's Messages; absent where it
///     does not, or serves Anthropic's
public record Vendor(
    String name,
    String title,
    String docs,
    String checked,
    Key key,
    Map<String, Setting> settings,
    List<Endpoint> endpoints,
    Optional<String> models,
    Optional<String> proof,
    Set<Feature> features,
    Chat chat,
    Optional<Host> messages,
    DataPolicy data) {
  public Vendor {
    settings = Map.copyOf(settings);
    endpoints = List.copyOf(endpoints);
    features = Set.copyOf(features);
  }

  /// The protocols that it speaks, the usual one first.
  public List<String> dialects() {
    return endpoints.stream().map(Endpoint::dialect).distinct().toList();
  }

  /// Where it speaks a protocol.
  public Optional<Endpoint> endpoint(String dialect, Map<String, String> said) {
    return endpoints.stream()
        .filter(endpoint -> endpoint.dialect().equals(dialect) && endpoint.fits(said))
        .findFirst();
  }

  /// What holds of its settings: what is said, else what a variable says, else what is usual. What
  /// nobody says is not among it.
  public Map<String, String> settle(Map<String, String> said, Map<String, String> environment) {
    var settled = new LinkedHashMap<>(said);
    settings.forEach((name, setting) ->
        setting.variables().stream()
            .map(variable -> environment.getOrDefault(variable, ""))
            .filter(value -> !value.isBlank())
            .findFirst()
            .or(setting::unsaid)
            .ifPresent(value -> settled.putIfAbsent(name, value)));
    return settled;
  }
}
