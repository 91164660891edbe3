package dev.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FormatTest {
  private static final Formatter FORMATTER =
      new Formatter(JavaFormatterOptions.builder().formatJavadoc(false).build());

  @Test
  void everySourceFileIsFormatted() {
    List<Path> unformatted =
        Sources.java().parallelStream().filter(file -> !isFormatted(file)).toList();
    assertThat(unformatted).as("not formatted; run `make format`").isEmpty();
  }

  private static boolean isFormatted(Path file) {
    String source = Sources.read(file);
    try {
      String tidy =
          RemoveUnusedImports.removeUnusedImports(
              ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.GOOGLE));
      return FORMATTER.formatSource(tidy).equals(source);
    } catch (FormatterException e) {
      throw new AssertionError(file + " cannot be parsed", e);
    }
  }
}
