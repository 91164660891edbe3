package dev.millrace.bench.gateway;

import java.nio.file.Path;

/// Where subjects are started.
///
/// @param root of the repository
/// @param folder for what they need; nothing in it is kept
/// @param upstream the port of the scripted upstream
public record Site(Path root, Path folder, int upstream) {}
