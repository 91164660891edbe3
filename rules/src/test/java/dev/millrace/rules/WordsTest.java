package dev.millrace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The repository speaks of the product alone.
final class WordsTest {
  private static final Pattern HOSTS =
      Pattern.compile(
          Stream.of(
                  "repo[.]maven[.]apache[.]" + "org",
                  "repo1[.]maven[.]" + "org",
                  "registry[.]npmjs[.]" + "org",
                  "deb[.]debian[.]" + "org")
              .collect(Collectors.joining("|")));

  @Test
  void noFileNamesTheHostOfAPackageRegistry() {
    List<String> found =
        Sources.text().stream()
            .filter(file -> HOSTS.matcher(Sources.read(file)).find())
            .map(Object::toString)
            .toList();
    assertThat(found).as("name packages, not where they happen to come from").isEmpty();
  }
}
