package dev.millrace.bench.start;

import java.util.Map;

/// One way to start.
///
/// @param fresh whether the data folder is new
/// @param cached whether the JVM has its cache of loaded classes
record Variant(boolean fresh, boolean cached) {
  String title() {
    return (cached ? "with" : "without")
        + " the AOT cache, "
        + (fresh ? "fresh" : "used")
        + " data folder";
  }

  Map<String, String> environment() {
    return cached ? Map.of() : Map.of("MILLRACE_JAVA_OPTIONS", "-XX:AOTMode=off");
  }
}
