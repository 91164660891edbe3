package dev.millrace.gateway.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UuidV7Test {
  @Test
  void theExampleOfTheSpecificationComesOut() { // RFC 9562, appendix A.6
    var uuid = UuidV7.of(0x017F22E279B0L, 0xCC3, 0x18C4DC0C0C07398FL << 2);
    assertThat(uuid).hasToString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  }

  @Test
  void laterOnesSortLater() {
    assertThat(UuidV7.of(1000, -1, -1).toString()).isLessThan(UuidV7.of(1001, 0, 0).toString());
  }
}
