package dev.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class RequestIdsTest {
  @Test
  void noTwoAreAlike() {
    var ids = new RequestIds();
    var seen = new HashSet<String>();
    for (int i = 0; i < 100_000; i++) {
      var id = ids.next();
      assertThat(id).hasSize(16).startsWith("req_");
      assertThat(seen.add(id)).isTrue();
    }
  }
}
