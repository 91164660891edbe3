package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Message;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LaterSystemTest {
  private static final Message FIRST = Message.of(Role.SYSTEM, "be brief");
  private static final Message ASKED = Message.of(Role.USER, "hi");
  private static final Message ANSWERED = Message.of(Role.ASSISTANT, "hello");
  private static final Message LATER = Message.of(Role.SYSTEM, "be kind");

  @TempDir private Path folder;

  @Test
  void whatIsSaidFirstStays() {
    var request = Request.of("m", List.of(FIRST, Message.of(Role.DEVELOPER, "d"), ASKED, ANSWERED));
    assertThat(LaterSystem.folded(request)).isEmpty();
  }

  @Test
  void whatIsSaidLaterIsPartOfWhatTheUserSays() {
    assertThat(folded(FIRST, ASKED, LATER))
        .containsExactly("SYSTEM be brief", "USER hi\n\nbe kind");
    assertThat(folded(ASKED, ANSWERED, LATER))
        .containsExactly("USER hi", "ASSISTANT hello", "USER be kind");
    assertThat(folded(ASKED, ANSWERED, LATER, LATER, ASKED))
        .containsExactly("USER hi", "ASSISTANT hello", "USER be kind\n\nbe kind\n\nhi");
    assertThat(folded(ASKED, LATER, ANSWERED, ASKED))
        .containsExactly("USER hi\n\nbe kind", "ASSISTANT hello", "USER hi");
  }

  @Test
  void aTemplateThatRefusesItSeesItSo() throws Exception {
    String template =
        "{% for m in messages %}{% if m.role == 'system' and not loop.first %}"
            + "{{ raise_exception('the system speaks first') }}{% endif %}{{ m.content }}{% endfor %}";
    var settings = Settings.standard().withThreads(1);
    try (var engine = Engine.load(TinyModel.write(folder, template), settings)) {
      var tokens = engine.tokens(Request.of("m", List.of(FIRST, ASKED, LATER)));
      assertThat(engine.text(tokens)).isEqualTo("be briefhi\n\nbe kind");
    }
  }

  private static List<String> folded(Message... messages) {
    return LaterSystem.folded(Request.of("m", List.of(messages))).orElseThrow().messages().stream()
        .map(message -> message.role() + " " + message.text())
        .toList();
  }
}
