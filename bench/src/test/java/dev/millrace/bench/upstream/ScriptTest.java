package dev.millrace.bench.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScriptTest {
  @Test
  void aNameSaysEverything() {
    assertThat(Script.of("events=7,every=20ms,head=1.5s,cut=3,stall=4,status=503"))
        .isEqualTo(
            new Script(
                7,
                Duration.ofMillis(20),
                Duration.ofMillis(1500),
                OptionalInt.of(3),
                OptionalInt.of(4),
                503,
                Script.Trouble.none()));
  }

  @Test
  void whatANameLeavesOutHasItsDefault() {
    assertThat(Script.of("status=200"))
        .isEqualTo(
            new Script(
                100,
                Duration.ZERO,
                Duration.ZERO,
                OptionalInt.empty(),
                OptionalInt.empty(),
                200,
                Script.Trouble.none()));
  }

  @Test
  void aNameSaysWhatGoesWrong() {
    assertThat(Script.of("fault=gzip,bytes=9,retry=2,flap=3,label=a").trouble())
        .isEqualTo(new Script.Trouble(Fault.GZIP, OptionalInt.of(9), OptionalInt.of(2), 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gpt-9",
        "events=many",
        "events=-1",
        "speed=3",
        "events=2000000",
        "fault=bad",
        "flap=0"
      })
  void anyOtherNameIsRefused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Script.of(name));
  }
}
