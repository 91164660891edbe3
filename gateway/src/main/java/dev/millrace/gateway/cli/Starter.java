package dev.millrace.gateway.cli;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.tenant.Keys;
import java.io.IOException;
import java.nio.file.Path;

/// Starts servers.
@FunctionalInterface
public interface Starter {
  /// Starts one; returns once it listens.
  ///
  /// @param keys whom it lets in
  /// @param data where it may keep files
  /// @throws IOException when something is missing, such as a model's file; the message is for
  ///     people. When it cannot listen there, what Java or Netty said of that is among the causes
  Serving start(Config config, Keys keys, Path data) throws IOException;
}
