package dev.millrace.gateway.config;

import dev.millrace.gateway.yaml.Fields;
import dev.millrace.gateway.yaml.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What is said of the surfaces that are served.
///
/// @param hosts by profile, the hosts that are that profile's alone: those who ask for one of them
///     find the vendor's own paths; in small letters, without ports
/// @param wriftTimeout how long an answer of Wrift's surface may take before it is cancelled
/// @param wafer what is said of Wafer's alone
/// @param wayscloud what is said of WAYSCloud's alone
public record Profiles(
    Map<String, Set<String>> hosts, Duration wriftTimeout, Wafer wafer, WaysCloud wayscloud) {
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
    this(hosts, Duration.ofSeconds(60), Wafer.defaults(), WaysCloud.defaults());
  }

  /// Wafer's.
  ///
  /// @param docs the page that explains errors, each under its code
  public record Wafer(Optional<String> docs) {
    private static final Pattern PAGE = Pattern.compile("https?://[^\\s#]+");

    static Wafer defaults() {
      return new Wafer(Optional.empty());
    }

    static Wafer read(Fields fields) {
      var docs = fields.text("docs-url");
      if (docs.filter(url -> !PAGE.matcher(url).matches()).isPresent()) {
        fields.problem("docs-url", "must be an address such as https://docs.example.com/errors");
      }
      return new Wafer(docs);
    }
  }

  /// WAYSCloud's.
  ///
  /// @param ownedBy who is said to own the models; absent: who does
  /// @param regions where requests may ask to be served, in small letters
  public record WaysCloud(Optional<String> ownedBy, List<String> regions) {
    public WaysCloud {
      regions = List.copyOf(regions);
    }

    static WaysCloud defaults() {
      return new WaysCloud(Optional.empty(), List.of("oslo"));
    }

    static WaysCloud read(Fields fields) {
      var regions =
          fields.texts("regions").values().stream()
              .map(region -> region.toLowerCase(Locale.ROOT))
              .toList();
      return new WaysCloud(
          fields.text("owned-by"), regions.isEmpty() ? defaults().regions : regions);
    }
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
    var wafer = fields.group("wafer");
    var wrift = fields.group("wrift");
    var wayscloud = fields.group("wayscloud");
    var groups = new LinkedHashMap<String, Fields>();
    NAMES.forEach(name -> groups.put(name, fields.group(name)));
    groups.putAll(Map.of("wafer", wafer, "wrift", wrift, "wayscloud", wayscloud));
    fields.end();
    var timeout = wrift.duration("timeout", SHORTEST, LONGEST).orElse(defaults().wriftTimeout);
    var profiles =
        new Profiles(allHosts(groups), timeout, Wafer.read(wafer), WaysCloud.read(wayscloud));
    groups.values().forEach(Fields::end);
    return profiles;
  }

  private static Map<String, Set<String>> allHosts(Map<String, Fields> groups) {
    var all = new TreeMap<String, Set<String>>();
    var taken = new HashMap<String, Place>();
    groups.forEach((name, profile) -> all.put(name, hosts(profile, taken)));
    all.values().removeIf(Set::isEmpty);
    return all;
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
