package dev.millrace.gateway.provider.aws;

import dev.millrace.gateway.provider.Credential;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Shows AWS who asks by a signature of every request. Keys are looked for when there are none, and
/// again two minutes before they expire; while no new ones can be had, the old ones are used as long as
/// they work.
public final class Signature implements Credential {
  private static final Duration EARLY = Duration.ofMinutes(2);

  private final KeySource source;
  private final Signer signer;
  private final InstantSource clock;
  private volatile Optional<Keys> keys = Optional.empty();

  /// @param service its name in signatures, as `bedrock`
  /// @param region as `eu-central-1`
  public Signature(KeySource source, String service, String region, InstantSource clock) {
    this.source = source;
    this.signer = new Signer(service, region, clock);
    this.clock = clock;
  }

  @Override
  public boolean ready() {
    return last(EARLY);
  }

  @Override
  public synchronized void refresh() throws IOException {
    if (ready()) {
      return; // somebody else has waited for the same
    }
    try {
      var found = source.find();
      if (found.isEmpty()) {
        throw new IOException("AWS's keys are nowhere");
      }
      signer.warm(found.get());
      keys = found;
    } catch (IOException e) {
      if (!last(Duration.ZERO)) {
        throw e;
      }
    }
  }

  @Override
  public Map<String, String> headers(URI uri, Map<String, String> headers, byte[] body) {
    return signer.sign(uri, headers, body, keys.orElseThrow());
  }

  @Override
  public Set<String> secrets() {
    var secrets = new HashSet<String>();
    keys.ifPresent(current -> {
      secrets.add(current.secret());
      current.token().ifPresent(secrets::add);
    });
    return secrets;
  }

  /// Whether there are keys that work for so long.
  private boolean last(Duration time) {
    return keys.filter(current ->
            current.expires().isEmpty()
                || clock.instant().plus(time).isBefore(current.expires().get()))
        .isPresent();
  }

  @Override
  public String toString() {
    return "Signature[" + signer.service() + ", " + signer.region() + "]";
  }
}
