package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment.Kind;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Role;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SensesTest {
  private static final Part.Source HERE = new Part.Source.Inline("image/png", "aGk=");

  @ParameterizedTest
  @CsvSource({"IMAGE, IMAGES", "DOCUMENT, DOCUMENTS", "AUDIO, AUDIO", "VIDEO, VIDEO"})
  void anAttachmentThatATargetDoesNotTakeIsRefused(Kind kind, Ask ask) {
    refused(attached(kind, HERE), ask);
    refused(attached(kind, new Part.Source.Link("https://example.com/x")), ask);
  }

  @ParameterizedTest
  @CsvSource({"IMAGE", "DOCUMENT", "AUDIO", "VIDEO"})
  void aFileThatAnotherKeepsIsRefused(Kind kind) {
    refused(attached(kind, new Part.Source.Stored("file-1")), Ask.STORED_FILES);
  }

  @ParameterizedTest
  @CsvSource({"IMAGE", "DOCUMENT", "AUDIO", "VIDEO"})
  void anAttachmentInWhatAToolHasAnsweredIsRefusedWhereToolsAnswerInWords(Kind kind) {
    refused(new Part.ToolResult("c", List.of(attached(kind, HERE)), false), Ask.IMAGES_OF_TOOLS);
  }

  @ParameterizedTest
  @CsvSource({"LINKED_IMAGES", "LINKED_DOCUMENTS"})
  void aLinkThatATargetDoesNotFollowIsFollowedHereInstead(Ask ask) {
    var link = new Part.Source.Link("https://example.com/x");
    for (var kind : List.of(Kind.IMAGE, Kind.DOCUMENT)) {
      assertThatCode(() -> check(attached(kind, link), without(ask))).doesNotThrowAnyException();
    }
  }

  private static void refused(Part part, Ask lacking) {
    assertThatThrownBy(() -> check(part, without(lacking)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isInstanceOfSatisfying(
                        Failure.BadRequest.class,
                        bad -> assertThat(bad.field()).isEqualTo("messages[0].content")));
    assertThatCode(() -> check(part, EnumSet.allOf(Ask.class))).doesNotThrowAnyException();
  }

  private static EnumSet<Ask> without(Ask lacking) {
    var asks = EnumSet.allOf(Ask.class);
    asks.remove(lacking);
    return asks;
  }

  private static void check(Part part, EnumSet<Ask> asks) {
    var model =
        Places.at(
                new Target(
                    "a",
                    (_, _) -> {
                      throw new AssertionError();
                    },
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1)))
            .model();
    new Senses(model, Means.chat().asking(asks))
        .check(List.of(new Message(Role.USER, Optional.empty(), List.of(part))));
  }

  private static Part.Attachment attached(Kind kind, Part.Source source) {
    return new Part.Attachment(kind, source, Optional.empty(), Optional.empty());
  }
}
