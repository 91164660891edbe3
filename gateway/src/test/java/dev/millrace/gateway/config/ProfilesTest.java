package dev.millrace.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.config.ConfigFile.Reading;
import dev.millrace.gateway.yaml.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilesTest {
  private static Reading read(String text) {
    return new ConfigFile.Source("millrace.yaml", Path.of("."), Map.of()).read(text);
  }

  private static Profiles good(String text) {
    assertThat(read(text)).isInstanceOf(Reading.Good.class);
    return ((Reading.Good) read(text)).config().profiles();
  }

  private static List<String> problems(String text) {
    return switch (read(text)) {
      case Reading.Good _ -> List.of();
      case Reading.Bad(var problems) -> problems.stream().map(Problem::toString).toList();
    };
  }

  @Test
  void hostsAreReadInSmallLetters() {
    var profiles =
        good(
            """
            profiles:
              wafer: {hosts: [Pass.Example.com, localhost]}
              bud: {hosts: []}
            """);
    assertThat(profiles.hosts("wafer")).isEqualTo(Set.of("pass.example.com", "localhost"));
    assertThat(profiles.hosts("bud")).isEmpty();
    assertThat(profiles.hosts("wrift")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wafer: {hosts: ['https://x.org']} | must be names such as api.example.com",
        "wafer: {hosts: ['x.org:80']}      | must be names such as api.example.com",
        "wafer: {hosts: ['-x.org']}        | must be names such as api.example.com",
        "wafer: {hosts: ['a..b']}          | must be names such as api.example.com",
        "wafer: {hosts: [A.org, a.org]}    | `a.org` is taken already in line 2",
        "wafer: {host: a.org}              | unknown key `host`; did you mean `hosts`?",
        "waffer: {hosts: [a.org]}          | unknown key `waffer`; did you mean `wafer`?",
        "wafer: {hosts: a.org}             | `hosts` must be a list",
      })
  void whatCannotBeServedIsSaid(String profile, String problem) {
    assertThat(problems("profiles:\n  " + profile + "\n"))
        .hasSize(1)
        .first()
        .asString()
        .contains(problem);
  }

  @Test
  void whatIsOneVendorsAloneIsRead() {
    var profiles =
        good(
            """
            profiles:
              wafer: {docs-url: https://docs.example.com/errors}
              wayscloud: {owned-by: wayscloud, regions: [Oslo, bergen]}
            """);
    assertThat(profiles.wafer().docs()).contains("https://docs.example.com/errors");
    assertThat(profiles.wayscloud().ownedBy()).contains("wayscloud");
    assertThat(profiles.wayscloud().regions()).containsExactly("oslo", "bergen");
    assertThat(good("").wayscloud().regions()).containsExactly("oslo");
    assertThat(good("").wafer().docs()).isEmpty();
    assertThat(problems("profiles: {wafer: {docs-url: docs}}")).hasSize(1);
  }

  @Test
  void oneHostHasOneProfile() {
    assertThat(
            problems(
                """
                profiles:
                  wafer: {hosts: [a.org]}
                  bud: {hosts: [a.org]}
                """))
        .hasSize(1)
        .first()
        .asString()
        .contains("millrace.yaml:3")
        .contains("`a.org` is taken already in line 2");
  }
}
