package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReceiptTest {
  @Test
  void aReceiptOverNothingIsClean() {
    assertThat(Receipt.dropped(List.of()).clean()).isTrue();
  }

  @Test
  void theCompactFormNamesWhatHappenedToEachField() {
    var receipt =
        new Receipt(
            List.of(
                new Receipt.Line("top_a", Receipt.Fate.DROPPED),
                new Receipt.Line("temperature", Receipt.Fate.CLAMPED),
                new Receipt.Line("foo", Receipt.Fate.DROPPED)));
    assertThat(receipt.compact()).isEqualTo("clamped=temperature; dropped=top_a,foo");
  }

  @Test
  void aFieldsNameCannotBreakOutOfTheHeader() {
    assertThat(Receipt.dropped(List.of("a\r\nset-cookie: x")).compact())
        .isEqualTo("dropped=a??set-cookie: x");
  }
}
