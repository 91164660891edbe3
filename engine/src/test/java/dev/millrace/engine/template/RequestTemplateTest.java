package dev.millrace.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a request may say about how its conversation is written.
final class RequestTemplateTest {
  private static final String TURNS =
      "{% for m in messages %}<{{ m.role }}>{{ m.content }}<end>{% endfor %}"
          + "{% if add_generation_prompt %}<assistant>{% endif %}";
  private static final Message HELLO = Message.of(Role.USER, "Hello <end>");
  private static final Message BEGUN = Message.of(Role.ASSISTANT, "Once upon ");

  @Test
  void aRequestMayBringItsTemplate() {
    var own = new Rendering(Optional.of("[{{ messages[0].content }}]"), Map.of(), true, false);
    Text text = chat(TURNS).render(request(own, HELLO));
    assertThat(text.pieces())
        .containsExactly(
            new Text.Piece("[", true),
            new Text.Piece("Hello <end>", false),
            new Text.Piece("]", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% if %}",
        "{{ messages | nothing }}",
        "{{ raise_exception('no') }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% set n = namespace(s='ab') %}{% for a in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}"
      })
  void aWrongTemplateOfARequestIsTheRequestsFault(String template) {
    var own = new Rendering(Optional.of(template), Map.of(), true, false);
    assertThatThrownBy(() -> chat(TURNS).render(request(own, HELLO)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              var bad = (Failure.BadRequest) refused.failure();
              assertThat(bad.field()).isEqualTo("chat_template");
              boolean saysWhere =
                  bad.why().contains("line 1") || bad.why().contains("messages: no");
              assertThat(saysWhere).as(bad.why()).isTrue();
            });
  }

  @Test
  void aRequestMaySetVariables() {
    var chat =
        chat("{{ enable_thinking }} {{ thinking }} {{ mood.of[0] }} {{ add_generation_prompt }}");
    var mood = new Json.Fields(Map.of("of", new Json.Items(List.of(new Json.Text("<gay>")))));
    Map<String, Json> variables = Map.of("enable_thinking", new Json.Bool(true), "mood", mood);
    var rendering = new Rendering(Optional.empty(), variables, false, false);
    Text text = chat.render(request(rendering, HELLO).withReasoning(Reasoning.OFF));
    assertThat(text.plain()).isEqualTo("True False <gay> False");
    assertThat(text.pieces()).contains(new Text.Piece("<gay>", false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"messages", "tools", "bos_token", "eos_token", "add_generation_prompt", "range"})
  void aRequestMayNotSetWhatIsOurs(String name) {
    var rendering = new Rendering(Optional.empty(), Map.of(name, new Json.Text("x")), true, false);
    assertRefused(chat(TURNS), request(rendering, HELLO), "chat_template_kwargs." + name);
  }

  @Test
  void withoutAnAnswerTheTextEndsWithTheLastTurn() {
    var rendering = new Rendering(Optional.empty(), Map.of(), false, false);
    assertThat(chat(TURNS).render(request(rendering, HELLO)).plain())
        .isEqualTo("<user>Hello <end><end>");
  }

  @Test
  void theLastMessageCanBeContinued() {
    assertThat(continued(TURNS, HELLO, BEGUN))
        .isEqualTo("<user>Hello <end><end><assistant>Once upon ");
    String trims = TURNS.replace("m.content", "m.content | trim");
    assertThat(continued(trims, HELLO, BEGUN))
        .isEqualTo("<user>Hello <end><end><assistant>Once upon");
    assertThat(continued(TURNS, HELLO, Message.of(Role.ASSISTANT, "<end>")))
        .isEqualTo("<user>Hello <end><end><assistant><end>");
    assertThat(continued(TURNS, HELLO, Message.of(Role.ASSISTANT, "")))
        .isEqualTo("<user>Hello <end><end><assistant>");
    assertThat(continued(TURNS, Message.of(Role.USER, "ends-here0"), BEGUN))
        .isEqualTo("<user>ends-here0<end><assistant>Once upon ");
  }

  @Test
  void onlyWordsOfTheAssistantCanBeContinued() {
    var rendering = new Rendering(Optional.empty(), Map.of(), false, true);
    var call =
        new Message(Role.ASSISTANT, Optional.empty(), List.of(new Part.ToolCall("1", "f", "{}")));
    assertRefused(chat(TURNS), request(rendering, HELLO), "continue_final_message");
    assertRefused(chat(TURNS), request(rendering, HELLO, call), "continue_final_message");
    assertRefused(
        chat("{{ messages[0].content }}"),
        request(rendering, HELLO, BEGUN),
        "continue_final_message");
  }

  @Test
  void fewTemplatesOfRequestsAreRemembered() {
    var compilations = new Compilations();
    for (int number = 0; number < 100; number++) {
      compilations.of("{{ " + number + " }}");
    }
    assertThat(compilations.size()).isEqualTo(32);
    assertThat(compilations.of("{{ 99 }}")).isSameAs(compilations.of("{{ 99 }}"));
    compilations.of("x".repeat(200_000));
    assertThat(compilations.size()).isEqualTo(32);
  }

  private static String continued(String template, Message... messages) {
    var rendering = new Rendering(Optional.empty(), Map.of(), false, true);
    return chat(template).render(request(rendering, messages)).plain();
  }

  private static void assertRefused(ChatTemplate chat, Request request, String field) {
    assertThatThrownBy(() -> chat.render(request))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isInstanceOfSatisfying(
                        Failure.BadRequest.class, bad -> assertThat(bad.field()).isEqualTo(field)));
  }

  private static Request request(Rendering rendering, Message... messages) {
    return Request.of("m", new Prompt.Conversation(List.of(messages), rendering));
  }

  private static ChatTemplate chat(String template) {
    return ChatTemplate.of(template, Map.of("bos_token", "<s>"), Clock.systemUTC());
  }
}
