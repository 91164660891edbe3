package dev.millrace.engine.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Templates that somebody has spoiled by chance, as a request may bring them.
final class SpoiledTemplateTest {
  private static final List<String> GOOD =
      List.of("brackets", "chatml", "elements", "headers", "markers", "sections", "turns");

  private static final List<String> SNIPPETS =
      List.of(
          "{%",
          "%}",
          "{{",
          "}}",
          "{#",
          "-%}",
          "{% for x in messages %}",
          "{% endfor %}",
          "{% macro m(a) %}{{ m(a) }}{% endmacro %}{{ m(1) }}",
          "{% set x = x ~ x %}",
          "(",
          ")",
          "[::-1]",
          "[-9999999999999]",
          " * 99999999999",
          " | ",
          "~",
          "|tojson(indent=99999)",
          "{{ 'a' * 999999999 }}",
          "{{ range(999999999) }}",
          "{% if %}",
          "{% else %}",
          "'",
          "\"",
          ".items()",
          " is defined",
          "{{ namespace() }}",
          "\\",
          "\u0000",
          "\uD83D\uDE00");

  static IntStream seeds() {
    return IntStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSpoiledTemplateIsRenderedOrRefusedByItsField(int seed) throws IOException {
    var random = new Random(seed);
    String template = spoiled(read(GOOD.get(seed % GOOD.size())), random);
    var own = new Rendering(Optional.of(template), Map.of(), true, false);
    var conversation =
        List.of(Message.of(Role.SYSTEM, "Be kind."), Message.of(Role.USER, "Hello {{ x }}"));
    var chat = ChatTemplate.of("{{ messages }}", Map.of("bos_token", "<s>"), Clock.systemUTC());
    try {
      var request = Request.of("m", new Prompt.Conversation(conversation, own));
      assertThat(chat.render(request).plain()).isNotNull();
    } catch (Refused refused) {
      assertThat(refused.failure()).isInstanceOf(Failure.BadRequest.class);
      assertThat(((Failure.BadRequest) refused.failure()).field())
          .isIn("chat_template", "messages");
    } catch (TemplateError error) {
      assertThat(error.blame()).as(template).isEqualTo(TemplateError.Cause.REFUSED);
    }
  }

  private static String spoiled(String template, Random random) {
    var text = new StringBuilder(template);
    for (int times = 1 + random.nextInt(6); times > 0; times--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(3)) {
        case 0 -> text.insert(at, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
        case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(12)));
        default -> text.insert(at, template, 0, random.nextInt(template.length()));
      }
    }
    return text.toString();
  }

  private static String read(String name) throws IOException {
    try (var stream = SpoiledTemplateTest.class.getResourceAsStream(name + ".jinja")) {
      assertThat(stream).as(name).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
