package dev.millrace.gateway.config;

import dev.millrace.gateway.yaml.Fields;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What the embedded engine may use.
///
/// @param threads at least 1; absent: one less than there are processors
/// @param memory bytes for the state of running conversations; absent: as the engine sees fit
/// @param queue how many requests may wait for the engine before more are refused
public record EngineConfig(OptionalInt threads, OptionalLong memory, int queue) {
  /// As the engine sees fit, with 64 requests waiting at most.
  public static EngineConfig defaults() {
    return new EngineConfig(OptionalInt.empty(), OptionalLong.empty(), 64);
  }

  static EngineConfig read(Fields fields) {
    var threads = fields.whole("threads", 1, 1024);
    var engine =
        new EngineConfig(
            threads.isPresent() ? OptionalInt.of((int) threads.getAsLong()) : OptionalInt.empty(),
            fields.bytes("memory", 1 << 20),
            (int) fields.whole("queue", 0, 100_000).orElse(defaults().queue));
    fields.end();
    return engine;
  }
}
