package dev.millrace.gateway.provider.aws;

import java.io.IOException;
import java.util.Optional;

/// A place where keys may be. May block.
@FunctionalInterface
public interface KeySource {
  /// The keys that are there; absent when nobody has set this place up.
  ///
  /// @throws IOException if it is set up, but no keys can be had; the message is for people
  Optional<Keys> find() throws IOException;
}
