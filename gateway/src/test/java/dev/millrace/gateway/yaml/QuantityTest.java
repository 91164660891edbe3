package dev.millrace.gateway.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({"250ms, 250", "30s, 30000", "5m, 300000", "2h, 7200000", "0s, 0", "1 s, 1000"})
  void aDurationIsANumberAndAUnit(String text, long millis) {
    assertThat(Quantity.duration(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"7B, 7", "20MB, 20000000", "1KiB, 1024", "4GiB, 4294967296", "1kB, 1000"})
  void aSizeIsANumberAndAUnit(String text, long bytes) {
    assertThat(Quantity.bytes(text)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "s", "-1s", "1.5s", "30 sec", "1d", "9999999999999s"})
  void anythingElseIsNeither(String text) {
    assertThat(Quantity.duration(text)).isEmpty();
    assertThat(Quantity.bytes(text)).isEmpty();
  }

  @Test
  void aSizeBeyondCountingIsNone() {
    assertThat(Quantity.bytes("999999999999GB")).isEqualTo(OptionalLong.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"250ms", "30s", "5m", "2h", "90s", "0s"})
  void aDurationIsWrittenAsItWasRead(String text) {
    assertThat(Quantity.duration(text).map(Quantity::text)).contains(text);
  }
}
