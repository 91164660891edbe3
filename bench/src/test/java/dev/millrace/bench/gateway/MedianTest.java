package dev.millrace.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MedianTest {
  @Test
  void theMiddleIsShownWithItsEnds() {
    var median = Median.of(List.of(3, 1000, 1, 2, 7), Integer::doubleValue);
    assertThat(median).isEqualTo(new Median(3, 1, 1000));
    assertThat(median.shown(1)).isEqualTo("3.0 (1.0 to 1,000.0)");
  }
}
