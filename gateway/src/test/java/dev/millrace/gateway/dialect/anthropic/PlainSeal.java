package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Seal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Seals so that anybody can look.
final class PlainSeal implements Seal {
  private static final String PREFIX = "plain.";

  @Override
  public String seal(String text) {
    return PREFIX
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> open(String token) {
    return Optional.of(token)
        .filter(sealed -> sealed.startsWith(PREFIX))
        .map(sealed -> Base64.getUrlDecoder().decode(sealed.substring(PREFIX.length())))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
