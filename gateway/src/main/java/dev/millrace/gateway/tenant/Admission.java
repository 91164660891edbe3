package dev.millrace.gateway.tenant;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Lets in whoever shows a key that we know.
public final class Admission {
  private static final Pattern BEARER = Pattern.compile("(?i)bearer +(\\S+) *");
  private static final Pattern BARE = Pattern.compile("(?i)(?:bearer +)?(\\S+) *");
  private static final Pattern PLAIN = Pattern.compile("\\S+");
  private static final List<String> PLAIN_HEADERS = List.of("x-api-key", "api-key");

  private final Keys keys;
  private final Pattern authorization;

  public Admission(Keys keys) {
    this(keys, BEARER);
  }

  private Admission(Keys keys, Pattern authorization) {
    this.keys = keys;
    this.authorization = authorization;
  }

  /// The same, but `Authorization` may hold the key alone.
  public Admission withBareKeys() {
    return new Admission(keys, BARE);
  }

  /// Who sent a request.
  ///
  /// @param headers by lower-case name
  /// @throws Refused with [Failure.Unauthorized], which never repeats what was shown
  public Tenant admit(Map<String, String> headers) {
    var shown = shown(headers);
    if (shown.isEmpty()) {
      throw refused(
          "No API key was sent. Send it as `Authorization: Bearer <key>` or `X-API-Key: <key>`.");
    }
    if (shown.size() > 1) {
      throw refused("Two different API keys were sent. Send one.");
    }
    return keys.find(shown.iterator().next())
        .orElseThrow(() -> refused("The API key that was sent is not known here."));
  }

  private Set<String> shown(Map<String, String> headers) {
    var shown = new LinkedHashSet<String>();
    if (headers.containsKey("authorization")) {
      var match = authorization.matcher(headers.getOrDefault("authorization", "").strip());
      if (!match.matches()) {
        throw refused("The header Authorization must read `Bearer <key>`.");
      }
      shown.add(match.group(1));
    }
    for (String name : PLAIN_HEADERS) {
      if (headers.containsKey(name)) {
        var key = headers.getOrDefault(name, "").strip();
        if (!PLAIN.matcher(key).matches()) {
          throw refused("The header " + name + " must hold an API key and nothing else.");
        }
        shown.add(key);
      }
    }
    return shown;
  }

  private static Refused refused(String why) {
    return new Refused(new Failure.Unauthorized(why));
  }
}
