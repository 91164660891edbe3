package dev.millrace.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The launcher's AOT caches, which can be put away for a while: without them it starts a plain JVM.
///
/// @param folder where the launcher keeps them
record Caches(Path folder) {
  private static final String AWAY = ".away";

  /// Puts all of them away.
  ///
  /// @return where they are now
  List<Path> putAway() throws IOException {
    var away = new ArrayList<Path>();
    try (var found = Files.newDirectoryStream(folder, "*.aot")) {
      for (var cache : found) {
        away.add(Files.move(cache, cache.resolveSibling(cache.getFileName() + AWAY)));
      }
    }
    return away;
  }

  /// Puts them back.
  static void putBack(List<Path> away) throws IOException {
    for (var cache : away) {
      var name = cache.getFileName().toString();
      Files.move(cache, cache.resolveSibling(name.substring(0, name.length() - AWAY.length())));
    }
  }
}
