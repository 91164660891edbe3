package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AsksTest {
  private static final List<Message> HI = List.of(Message.of(Role.USER, "hi"));
  private static final Request PLAIN = Request.of("m", HI);

  /// A rule: who asks so of a target without that is told of this field; `left` is what is asked when
  /// the field is left out, absent where it must not be.
  record Rule(Ask ask, Request request, String field, Optional<Request> left) {}

  static Stream<Rule> rules() {
    return Stream.of(prompts(), templates(), tools()).flatMap(rules -> rules);
  }

  private static Stream<Rule> prompts() {
    return Stream.of(
        new Rule(
            Ask.TEXT_PROMPTS, Request.of("m", new Prompt.Text("once")), "prompt", Optional.empty()),
        new Rule(
            Ask.TOKEN_PROMPTS,
            Request.of("m", new Prompt.Tokens(List.of(1))),
            "prompt",
            Optional.empty()),
        new Rule(Ask.PREFILL, continued(), "continue_final_message", Optional.empty()),
        new Rule(
            Ask.ECHO,
            PLAIN.withDetail(new Detail(OptionalInt.of(1), false, true)),
            "echo",
            Optional.of(PLAIN.withDetail(Detail.logprobs(1)))),
        new Rule(
            Ask.TOKEN_IDS,
            PLAIN.withDetail(new Detail(OptionalInt.empty(), true, false)),
            "return_token_ids",
            Optional.of(PLAIN)));
  }

  private static Stream<Rule> templates() {
    return Stream.of(
        new Rule(
            Ask.TEMPLATES,
            rendered(new Rendering(Optional.of("{{ x }}"), Map.of(), true, false)),
            "chat_template",
            Optional.of(PLAIN)),
        new Rule(
            Ask.TEMPLATES,
            rendered(
                new Rendering(Optional.empty(), Map.of("x", new Json.Bool(true)), true, false)),
            "chat_template_kwargs",
            Optional.of(PLAIN)),
        new Rule(
            Ask.TEMPLATES,
            rendered(new Rendering(Optional.empty(), Map.of(), false, false)),
            "add_generation_prompt",
            Optional.of(PLAIN)));
  }

  private static Stream<Rule> tools() {
    return Stream.of(
        new Rule(Ask.TOOLS, tools(new Tools.Auto()), "tools", Optional.of(PLAIN)),
        new Rule(
            Ask.FORCED_CALLS,
            tools(new Tools.Required()),
            "tool_choice",
            Optional.of(tools(new Tools.Auto()))),
        new Rule(
            Ask.FORCED_CALLS,
            tools(new Tools.Named("f")),
            "tool_choice",
            Optional.of(tools(new Tools.Auto()))));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whatATargetCannotBeAskedIsRefusedByName(Rule rule) {
    assertThatThrownBy(() -> asks(without(rule), Unknown.REFUSE, List.of()).fit(rule.request))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.failure())
                    .isInstanceOfSatisfying(
                        Failure.BadRequest.class,
                        bad -> assertThat(bad.field()).isEqualTo(rule.field)));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whereThatIsAllowedItIsLeftOutAndNotedUnlessItIsThePrompt(Rule rule) {
    var notes = new ArrayList<Note>();
    var asks = asks(without(rule), Unknown.DROP, notes);
    if (rule.left.isEmpty()) {
      assertThatThrownBy(() -> asks.fit(rule.request)).isInstanceOf(Refused.class);
      return;
    }
    assertThat(asks.fit(rule.request)).isEqualTo(rule.left.get());
    assertThat(notes).extracting(Note::field).containsExactly(rule.field);
    assertThat(notes).extracting(Note::fate).containsOnly(Note.Fate.DROPPED);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whoeverCanBeAskedIs(Rule rule) {
    var notes = new ArrayList<Note>();
    var all = Means.chat().asking(EnumSet.allOf(Ask.class));
    assertThat(asks(all, Unknown.REFUSE, notes).fit(rule.request)).isEqualTo(rule.request);
    assertThat(notes).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void whoAsksForNothingIsRefusedNothing(Rule rule) {
    var notes = new ArrayList<Note>();
    var untold = PLAIN.withTools(new Tools(List.of(), new Tools.None(), true));
    assertThat(asks(without(rule), Unknown.REFUSE, notes).fit(untold)).isEqualTo(untold);
    assertThat(notes).isEmpty();
  }

  private static Asks asks(Means means, Unknown unknown, List<Note> notes) {
    return new Asks("m", means, new Lacking(unknown, notes::add));
  }

  private static Means without(Rule rule) {
    var asks = EnumSet.allOf(Ask.class);
    asks.remove(rule.ask);
    return Means.chat().asking(asks);
  }

  private static Request rendered(Rendering rendering) {
    return PLAIN.withPrompt(new Prompt.Conversation(HI, rendering));
  }

  private static Request continued() {
    var messages = List.of(Message.of(Role.USER, "hi"), Message.of(Role.ASSISTANT, "{"));
    var rendering = new Rendering(Optional.empty(), Map.of(), false, true);
    return PLAIN.withPrompt(new Prompt.Conversation(messages, rendering));
  }

  private static Request tools(Tools.Choice choice) {
    var tool = new Tool("f", "", new Json.Fields(Map.of()));
    return PLAIN.withTools(new Tools(List.of(tool), choice, true));
  }
}
