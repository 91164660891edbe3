package dev.millrace.gateway.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryAfterTest {
  @ParameterizedTest
  @CsvSource({
    "503, retry-after, 7, 7000",
    "529, retry-after, 0.5, 500",
    "500, retry-after-ms, 1200, 1200",
  })
  void whoFailsIsAskedAgainWhenItSays(int status, String name, String value, long millis) {
    assertThat(RetryAfter.said(failure(status), Map.of(name, value)).rest())
        .contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"503, soon", "503, -1", "503, 99999999999999", "400, 7"})
  void whatMakesNoSenseIsNotSaid(int status, String value) {
    var failure = failure(status);
    assertThat(RetryAfter.said(failure, Map.of("retry-after", value))).isEqualTo(failure);
  }

  @Test
  void theHeaderOfMillisecondsIsTheMoreExact() {
    var headers = Map.of("retry-after", "1", "retry-after-ms", "300");
    assertThat(RetryAfter.said(failure(503), headers).rest()).contains(Duration.ofMillis(300));
  }

  private static Failure failure(int status) {
    return new Failure.Upstream("them", status, Optional.empty(), "no");
  }
}
