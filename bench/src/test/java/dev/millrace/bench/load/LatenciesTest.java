package dev.millrace.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LatenciesTest {
  @Test
  void aQuantileIsTheLeastThatItsShareDoesNotExceed() {
    var latencies = new Latencies();
    for (int i = 2000; i >= 1; i--) {
      latencies.add(i);
    }
    assertThat(latencies.quantile(0.5)).isEqualTo(Duration.ofNanos(1000));
    assertThat(latencies.quantile(0.99)).isEqualTo(Duration.ofNanos(1980));
    assertThat(latencies.quantile(1)).isEqualTo(Duration.ofNanos(2000));
    assertThat(latencies.quantile(0.0001)).isEqualTo(Duration.ofNanos(1));
  }
}
