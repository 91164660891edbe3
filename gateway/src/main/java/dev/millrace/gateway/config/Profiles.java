package dev.millrace.gateway.config;

import dev.millrace.gateway.yaml.Fields;
import dev.millrace.gateway.yaml.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What is said of the surfaces that are served.
///
/// @param hosts by profile, the hosts that are that profile's alone: those who ask for one of them
///     find the vendor's own paths; in small letters, without ports
/// @param wriftTimeout how long an answer of Wrift's surface may take before it is cancelled
public record Profiles(Map<String, Set<String>> hosts, Duration wriftTimeout) {
  /// All that there are.
  public static final List<String> NAMES =
      List.of("standard", "wafer", "wrift", "wayscloud", "bud");

  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

  public Profiles {
    hosts = Map.copyOf(hosts);
  }

  /// With nothing said but hosts.
  public Profiles(Map<String, Set<String>> hosts) {
    this(hosts, Duration.ofSeconds(60));
  }

  /// None of them has a host of its own.
  public static Profiles defaults() {
    return new Profiles(Map.of());
  }

  /// The hosts that are one profile's alone.
  public Set<String> hosts(String profile) {
    return hosts.getOrDefault(profile, Set.of());
  }

  static Profiles read(Fields fields) {
    var hosts = new TreeMap<String, Set<String>>();
    var taken = new HashMap<String, Place>();
    var timeout = defaults().wriftTimeout;
    for (String name : NAMES) {
      var profile = fields.group(name);
      var found = hosts(profile, taken);
      if (!found.isEmpty()) {
        hosts.put(name, found);
      }
      if (name.equals("wrift")) {
        timeout = profile.duration("timeout", SHORTEST, LONGEST).orElse(timeout);
      }
      profile.end();
    }
    fields.end();
    return new Profiles(hosts, timeout);
  }

  /// @param taken where each host was named before
  private static Set<String> hosts(Fields profile, Map<String, Place> taken) {
    var found = new LinkedHashSet<String>();
    profile
        .texts("hosts")
        .forEach((place, text) -> {
          String host = text.toLowerCase(Locale.ROOT);
          if (!HOST.matcher(host).matches()) {
            profile.problem("hosts", "must be names such as api.example.com, not `" + text + "`");
          }
          var before = taken.putIfAbsent(host, place);
          if (before != null) {
            profile.problem("hosts", "`" + text + "` is taken already in line " + before.line());
          }
          found.add(host);
        });
    return Set.copyOf(found);
  }
}
