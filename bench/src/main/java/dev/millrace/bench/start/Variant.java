package dev.millrace.bench.start;

/// One way to start.
///
/// @param fresh whether the data folder is new
/// @param cached whether the JVM has its AOT cache; without, it still has the JDK's own archive
record Variant(boolean fresh, boolean cached) {
  String title() {
    return (cached ? "with" : "without")
        + " the AOT cache, "
        + (fresh ? "fresh" : "used")
        + " data folder";
  }
}
