package dev.millrace.gateway.cli;

import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.ModelConfig;
import dev.millrace.llm.Upstream;
import java.io.IOException;

/// Opens models for use in this process, without a server.
@FunctionalInterface
public interface Opener {
  /// Opens one of the models of a configuration.
  ///
  /// @throws IOException when it cannot be had; the message is for people
  Opened open(Config config, ModelConfig model) throws IOException;

  /// A model that is ready to answer.
  ///
  /// @param model what to call it in requests
  /// @param closing lets go of it
  record Opened(Upstream upstream, String model, Runnable closing) implements AutoCloseable {
    @Override
    public void close() {
      closing.run();
    }
  }
}
