package dev.millrace.gateway.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.ConfigFile;
import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.golden.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProvidersPageTest {
  private static final Golden DOCS =
      new Golden(Path.of(System.getProperty("millrace.root"), "docs"));
  private static final String BEGIN =
      "<!-- what follows is made of the rows: `make providers` -->\n";
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  private static String page() {
    return new String(DOCS.bytes("providers.md"), StandardCharsets.UTF_8);
  }

  static List<String> examples() {
    return EXAMPLE.matcher(page()).results().map(found -> found.group(1)).toList();
  }

  @Test
  void theTablesAreThoseOfTheRows() {
    String page = page();
    assertThat(page).contains(BEGIN);
    String words = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    DOCS.check("providers.md", words + "\n" + ProvidersPage.tables());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsAConfiguration(String example) throws IOException {
    var file = folder.resolve("millrace.yaml");
    Files.writeString(file, example);
    assertThat(ConfigFile.read(file, Map.of())).isInstanceOf(Reading.Good.class);
  }
}
