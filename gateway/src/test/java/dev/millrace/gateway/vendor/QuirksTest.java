package dev.millrace.gateway.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.openai.chat.Requests;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Each quirk, in the shape that its vendor's pages show.
final class QuirksTest {
  private static final Request PLAIN = Request.of("m", List.of(said(Role.USER, "Hi")));
  private static final Tool TOOL =
      new Tool("f", "", JsonReader.readObject("{\"type\":\"object\",\"properties\":{}}"), false);
  private static final Request WITH_TOOL =
      PLAIN.withTools(new Tools(List.of(TOOL), new Tools.Auto(), true));

  private static Message said(Role role, String text) {
    return new Message(role, Optional.empty(), List.of(new Part.Text(text)));
  }

  private static String written(String vendor, Request request) {
    var quirks = Vendors.find(vendor).orElseThrow().chat().quirks();
    return new String(Requests.write(request, quirks, true), StandardCharsets.UTF_8);
  }

  private static Request bounded(int tokens) {
    return PLAIN.withBounds(new Bounds(OptionalInt.of(tokens), List.of(), 1));
  }

  private static Request held(Constraint.Form form) {
    return PLAIN.withConstraint(new Constraint("response_format", form));
  }

  @Test
  void openAiLimitsAnswersByMaxCompletionTokens() {
    assertThat(written("openai", bounded(9))).contains("\"max_completion_tokens\":9");
    assertThat(written("vllm", bounded(9))).contains("\"max_tokens\":9");
  }

  @Test
  void mistralCallsTheSeedRandomSeed() {
    var none = OptionalDouble.empty();
    var seed = OptionalLong.of(7);
    var sampling =
        new Sampling(none, none, OptionalInt.empty(), none, none, none, none, seed, Map.of());
    assertThat(written("mistral", PLAIN.withSampling(sampling)))
        .contains("\"random_seed\":7")
        .doesNotContain("\"seed\"");
  }

  @Test
  void mistralSaysAnyWhereOthersSayRequired() {
    var forced = PLAIN.withTools(new Tools(List.of(TOOL), new Tools.Required(), true));
    assertThat(written("mistral", forced)).contains("\"tool_choice\":\"any\"");
    assertThat(written("openai", forced)).contains("\"tool_choice\":\"required\"");
  }

  @Test
  void mistralTakesIdsOfNineLettersAndDigits() {
    var call = new Part.ToolCall("call_0123456789abcdef", "f", "{}");
    var result = new Part.ToolResult("call_0123456789abcdef", "yes");
    var turns =
        PLAIN.withPrompt(
            new Prompt.Conversation(
                List.of(
                    new Message(Role.ASSISTANT, Optional.empty(), List.of(call)),
                    new Message(Role.TOOL, Optional.empty(), List.of(result))),
                Rendering.usual()));
    assertThat(written("mistral", turns))
        .containsPattern("\"id\":\"([A-Za-z0-9]{9})\".*\"tool_call_id\":\"\\1\"");
    assertThat(written("openai", turns)).contains("\"tool_call_id\":\"call_0123456789abcdef\"");
  }

  @Test
  void togetherTakesLogprobsAsANumber() {
    var told = PLAIN.withDetail(Detail.logprobs(0));
    assertThat(written("together", told)).contains("\"logprobs\":1").doesNotContain("top_logprobs");
  }

  @Test
  void zaiIsNotAskedForUsageButForToolsInPieces() {
    assertThat(written("zai", WITH_TOOL))
        .contains("\"tool_stream\":true")
        .doesNotContain("stream_options");
    assertThat(written("zai", PLAIN)).doesNotContain("tool_stream");
  }

  @Test
  void dashScopeIsToldThatCallsMayBeParallel() {
    assertThat(written("dashscope", WITH_TOOL)).contains("\"parallel_tool_calls\":true");
    assertThat(written("openai", WITH_TOOL)).doesNotContain("parallel");
  }

  @Test
  void xaiHasAWordOfItsOwnForParallelCalls() {
    var serial = PLAIN.withTools(new Tools(List.of(TOOL), new Tools.Auto(), false));
    assertThat(written("xai", serial)).contains("\"parallel_function_calling\":false");
    assertThat(written("deepseek", serial)).doesNotContain("parallel");
  }

  @Test
  void deepSeekGetsTheThoughtsOfEveryTurnBackThoughThereAreNone() {
    var turns =
        PLAIN.withPrompt(conversation(said(Role.ASSISTANT, "Yes."), said(Role.USER, "Why?")));
    assertThat(written("deepseek", turns)).containsOnlyOnce("\"reasoning_content\":\"\"");
    assertThat(written("zai", turns)).doesNotContain("reasoning_content");
  }

  @Test
  void thoughtsGoBackInTheFormOfTheVendorOrNotAtAll() {
    var thought = new Part.Thought("hm");
    var turn =
        new Message(Role.ASSISTANT, Optional.empty(), List.of(thought, new Part.Text("Yes.")));
    var turns = PLAIN.withPrompt(conversation(turn));
    assertThat(written("vllm", turns)).contains("\"reasoning_content\":\"hm\"");
    assertThat(written("groq", turns)).contains("\"reasoning\":\"hm\"");
    assertThat(written("minimax", turns))
        .contains("\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm\"}]");
    assertThat(written("mistral", turns))
        .contains("{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}");
    assertThat(written("openai", turns)).doesNotContain("hm");
  }

  @Test
  void openRouterGetsTheMarksOfThoughtsBackAsTheyCame() {
    var detail =
        "{\"type\":\"reasoning.text\",\"text\":\"hm\",\"signature\":\"EpQB\","
            + "\"format\":\"anthropic-claude-v1\",\"index\":0}";
    var answer =
        "{\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"a\","
            + "\"reasoning\":\"hm\",\"reasoning_details\":["
            + detail
            + "]},\"finish_reason\":\"stop\"}]}";
    var protocol = Asking.protocol(Vendors.find("openrouter").orElseThrow());
    var reply = Reply.of(protocol.answer(PLAIN).whole(answer.getBytes(StandardCharsets.UTF_8)));
    var parts = reply.choices().getFirst().pieces().stream().map(Reply.Piece::part).toList();
    var turns =
        PLAIN.withPrompt(conversation(new Message(Role.ASSISTANT, Optional.empty(), parts)));
    assertThat(written("openrouter", turns)).contains("\"reasoning_details\":[" + detail + "]");
    assertThat(written("vllm", turns)).doesNotContain("EpQB");
  }

  @Test
  void roleDeveloperIsSystemWhereItIsNotKnown() {
    var turns = PLAIN.withPrompt(conversation(said(Role.DEVELOPER, "Be brief.")));
    assertThat(written("openai", turns)).contains("\"role\":\"developer\"");
    assertThat(written("deepseek", turns)).contains("\"role\":\"system\"");
  }

  @Test
  void namesOfMessagesAreLeftOutWhereTheyAreRefused() {
    var named = new Message(Role.USER, Optional.of("anna"), List.of(new Part.Text("Hi")));
    var turns = PLAIN.withPrompt(conversation(named));
    assertThat(written("openai", turns)).contains("\"name\":\"anna\"");
    assertThat(written("groq", turns)).doesNotContain("anna");
  }

  @Test
  void vllmNeverGetsItsOldGuidedFields() {
    for (Constraint.Form form :
        List.of(
            new Constraint.Regex("[0-9]+"),
            new Constraint.Choice(List.of("a", "b")),
            new Constraint.Grammar("root ::= \"a\""),
            new Constraint.Schema(new Json.Bool(true)))) {
      assertThat(written("vllm", held(form)))
          .doesNotContain("guided_")
          .containsAnyOf("structured_outputs", "response_format");
    }
  }

  @Test
  void aGrammarHasAWordAtEveryVendorThatHoldsAnswersToOne() {
    var grammar = held(new Constraint.Grammar("root ::= x"));
    assertThat(written("vllm", grammar))
        .contains("\"structured_outputs\":{\"grammar\":\"root ::= x\"}");
    assertThat(written("sglang", grammar)).contains("\"ebnf\":\"root ::= x\"");
    assertThat(written("llama-server", grammar)).contains("\"grammar\":\"root ::= x\"");
    assertThat(written("fireworks", grammar))
        .contains("\"response_format\":{\"type\":\"grammar\",\"grammar\":\"root ::= x\"}");
  }

  @Test
  void aChoiceIsARegexOrAGrammarWhereThereIsNoOtherWord() {
    var choice = held(new Constraint.Choice(List.of("a.b", "say \"c\"")));
    assertThat(written("sglang", choice)).contains("\"regex\":\"(a\\\\.b|say \\\"c\\\")\"");
    assertThat(written("llama-server", choice))
        .contains("root ::= \\\"a.b\\\" | \\\"say \\\\\\\"c\\\\\\\"\\\"");
  }

  @Test
  void moonshotGetsTypesInsideTheBranches() {
    var schema =
        JsonReader.readObject(
            "{\"type\":\"object\",\"properties\":{\"u\":{\"type\":[\"string\",\"null\"],"
                + "\"description\":\"d\",\"enum\":[\"C\",null]},\"r\":{\"$ref\":\"#/$defs/r\","
                + "\"description\":\"d\"}},\"anyOf\":[{\"required\":[\"u\"]},{\"$ref\":\"#/$defs/x\"}]}");
    var tool = new Tool("f", "", schema, false);
    assertThat(
            written("moonshot", PLAIN.withTools(new Tools(List.of(tool), new Tools.Auto(), true))))
        .contains(
            "\"parameters\":{\"properties\":{\"u\":{\"description\":\"d\",\"anyOf\":[{\"type\":"
                + "\"string\",\"enum\":[\"C\"]},{\"type\":\"null\"}]},\"r\":{\"$ref\":\"#/$defs/r\"}},"
                + "\"anyOf\":[{\"type\":\"object\",\"required\":[\"u\"]},{\"$ref\":\"#/$defs/x\"}]}");
  }

  @Test
  void miniMaxIsAlwaysToldToKeepThoughtsApart() {
    assertThat(written("minimax", PLAIN)).contains("\"reasoning_split\":true");
  }

  @Test
  void anAnswerIsBegunInTheWordsOfTheVendor() {
    var begun =
        new Prompt.Conversation(
            List.of(said(Role.USER, "Hi"), said(Role.ASSISTANT, "It")),
            new Rendering(Optional.empty(), Map.of(), false, true));
    var request = PLAIN.withPrompt(begun);
    assertThat(written("mistral", request))
        .contains("\"prefix\":true")
        .doesNotContain("add_generation_prompt");
    assertThat(written("moonshot", request)).contains("\"partial\":true");
    assertThat(written("vllm", request))
        .contains("\"add_generation_prompt\":false,\"continue_final_message\":true");
  }

  @Test
  void aVariableThatTheClientSetStands() {
    var kwargs = Map.<String, Json>of("enable_thinking", new Json.Bool(true));
    var told =
        PLAIN
            .withPrompt(
                new Prompt.Conversation(
                    PLAIN.messages(), new Rendering(Optional.empty(), kwargs, true, false)))
            .withReasoning(Reasoning.ON);
    assertThat(written("vllm", told))
        .containsOnlyOnce("\"chat_template_kwargs\":{\"enable_thinking\":true}");
  }

  @Test
  void anEffortWithoutAWordIsTheNearestThatHasOne() {
    var medium = PLAIN.withReasoning(Reasoning.of(Reasoning.Effort.MEDIUM));
    assertThat(written("deepseek", medium))
        .contains("\"thinking\":{\"type\":\"enabled\"}", "\"reasoning_effort\":\"high\"");
  }

  @Test
  void xaiCountsThoughtsApartAlthoughItDoesNotSaySo() {
    var answer =
        "{\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"a\"},"
            + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":5}}}";
    var events = new ArrayList<Event>();
    var protocol = Asking.protocol(Vendors.find("xai").orElseThrow());
    events.addAll(protocol.answer(PLAIN).whole(answer.getBytes(StandardCharsets.UTF_8)));
    assertThat(events)
        .filteredOn(Event.Metered.class::isInstance)
        .singleElement()
        .extracting(event -> ((Event.Metered) event).usage().output())
        .isEqualTo(7);
  }

  private static Prompt.Conversation conversation(Message... messages) {
    return new Prompt.Conversation(List.of(messages), Rendering.usual());
  }
}
