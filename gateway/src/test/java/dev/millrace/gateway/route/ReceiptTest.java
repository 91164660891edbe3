package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Note;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReceiptTest {
  @Test
  void aReceiptOverNothingIsClean() {
    assertThat(new Receipt(List.of()).clean()).isTrue();
  }

  @Test
  void theCompactFormNamesWhatHappenedToEachField() {
    var receipt =
        new Receipt(
            List.of(
                Note.dropped("top_a", ""),
                new Note("temperature", Note.Fate.CLAMPED, ""),
                Note.dropped("foo", "")));
    assertThat(receipt.compact()).isEqualTo("clamped=temperature; dropped=top_a,foo");
  }

  @Test
  void aFieldsNameCannotBreakOutOfTheHeader() {
    assertThat(new Receipt(List.of(Note.dropped("a\r\nset-cookie: x", ""))).compact())
        .isEqualTo("dropped=a??set-cookie: x");
  }
}
