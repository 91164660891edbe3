package dev.millrace.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The files of the repository, as they are in the working tree.
final class Sources {
  private static final Path ROOT = Path.of(System.getProperty("millrace.root"));
  private static final Set<String> LEFT_OUT = Set.of(".git", "target", "node_modules", ".idea");
  private static final Set<String> TEXT =
      Set.of(
          "java",
          "xml",
          "md",
          "yaml",
          "yml",
          "json",
          "txt",
          "sh",
          "properties",
          "jinja",
          "csv",
          "tsv",
          "Makefile",
          "millrace",
          "run",
          "gitignore");

  private Sources() {}

  static Path root() {
    return ROOT;
  }

  static List<Path> java() {
    return text().stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  static List<Path> text() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> !ROOT.relativize(file).toString().isEmpty())
          .filter(Sources::kept)
          .filter(Files::isRegularFile)
          .filter(Sources::isText)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean kept(Path file) {
    for (Path name : ROOT.relativize(file)) {
      if (LEFT_OUT.contains(name.toString())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isText(Path file) {
    String name = file.getFileName().toString();
    return TEXT.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
