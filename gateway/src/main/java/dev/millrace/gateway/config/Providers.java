package dev.millrace.gateway.config;

import dev.millrace.gateway.yaml.Fields;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads a provider.
final class Providers {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Set<String> OURS =
      Set.of("connection", "content-length", "content-type", "host", "transfer-encoding");
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final URI NOWHERE = URI.create("http://localhost");

  private Providers() {}

  static ProviderConfig read(String name, Fields fields, Secrets secrets) {
    var row = Row.read(fields, secrets.environment());
    var baseUrl = row.baseUrl().flatMap(url -> baseUrl(fields, url)).orElse(NOWHERE);
    var unsaid = ProviderConfig.of(name, baseUrl);
    var timeouts = fields.group("timeouts");
    var provider =
        new ProviderConfig(
            name,
            baseUrl,
            row.dialect(),
            row.vendor(),
            row.settings(),
            secrets.apiKey(fields, row.ownKey(baseUrl)),
            headers(fields.group("headers")),
            timeouts.duration("connect", SHORTEST, LONGEST).orElse(unsaid.connect()),
            timeouts.duration("first-event", SHORTEST, LONGEST).orElse(unsaid.firstEvent()),
            timeouts.duration("stall", SHORTEST, LONGEST).orElse(unsaid.stall()));
    timeouts.end();
    fields.end();
    return provider;
  }

  private static Optional<URI> baseUrl(Fields fields, String text) {
    try {
      var url = new URI(text.replaceAll("/+$", ""));
      var why = fault(url);
      if (why.isEmpty()) {
        return Optional.of(url);
      }
      fields.problem("base-url", why);
    } catch (URISyntaxException e) {
      fields.problem("base-url", "is not a URL: " + e.getReason().toLowerCase(Locale.ROOT));
    }
    return Optional.empty();
  }

  private static String fault(URI url) {
    var scheme = url.getScheme() == null ? "" : url.getScheme();
    if (!Set.of("http", "https").contains(scheme) || url.getHost() == null) {
      return "must be an address such as https://api.example.com/v1";
    }
    if (url.getRawUserInfo() != null) {
      return "must not hold a password; name the variable that holds the key in `api-key-env`";
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      return "must end with its path, without ? or #";
    }
    return url.getPort() > 65535 ? "has a port above 65535" : "";
  }

  private static Map<String, String> headers(Fields fields) {
    var headers = new TreeMap<String, String>();
    fields
        .allTexts()
        .forEach((key, value) -> {
          var name = key.toLowerCase(Locale.ROOT);
          if (!HEADER.matcher(key).matches()) {
            fields.problem(key, "is not a header's name");
          } else if (OURS.contains(name)) {
            fields.problem(key, "is set by Millrace itself");
          } else if (name.equals("authorization")) {
            fields.problem(key, "is a secret; use `api-key-env` or `api-key-file`");
          } else if (!value.chars().allMatch(c -> c >= ' ' && c < 127)) {
            fields.problem(key, "must be one line of ASCII");
          } else if (headers.put(name, value) != null) {
            fields.problem(key, "is here twice, in other letters");
          }
        });
    return headers;
  }
}
