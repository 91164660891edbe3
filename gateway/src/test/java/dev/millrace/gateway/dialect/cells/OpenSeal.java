package dev.millrace.gateway.dialect.cells;

import dev.millrace.gateway.dialect.Seal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Seals so that whoever looks at a file can read it.
final class OpenSeal implements Seal {
  private static final String PREFIX = "sealed:";

  @Override
  public String seal(String text) {
    return PREFIX + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> open(String token) {
    return Optional.of(token)
        .filter(sealed -> sealed.startsWith(PREFIX))
        .map(
            sealed -> URLDecoder.decode(sealed.substring(PREFIX.length()), StandardCharsets.UTF_8));
  }
}
