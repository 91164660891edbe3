package dev.millrace.gateway.dialect.anthropic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Attachment;
import dev.millrace.llm.Part.Source;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sent to providers that speak Messages.
final class WrittenTest {
  private static final Host HERE = Host.anthropic();
  private static final Message ASKED = Message.of(Role.USER, "hi");
  private static final Request PLAIN = Request.of("claude-sonnet-4-5", List.of(ASKED));
  private static final Json.Fields OBJECT =
      (Json.Fields) JsonReader.read("{\"type\":\"object\",\"properties\":{\"a\":{}}}");
  private static final Tool TOOL = new Tool("f", "", OBJECT);

  @Test
  void rolesAlternateAndResultsComeFirst() {
    var turns =
        List.of(
            Message.of(Role.SYSTEM, "S"),
            Message.of(Role.DEVELOPER, "D"),
            Message.of(Role.USER, "a"),
            Message.of(Role.USER, " \n"),
            assistant(new Part.Text("b"), new Part.ToolCall("call:1", "f", "")),
            assistant(new Part.ToolCall("2", "f", "{\"x\": cut")),
            turn(Role.USER, new Part.Text("c"), new Part.CachePoint("1h")),
            turn(Role.TOOL, new Part.ToolResult("call:1", List.of(), true)),
            turn(Role.TOOL, new Part.ToolResult("2", "done"), new Part.CachePoint("5m")),
            Message.of(Role.SYSTEM, "later"));
    String id = "call_1_" + Integer.toHexString("call:1".hashCode());
    assertThat(member(PLAIN.withPrompt(said(turns)), "system"))
        .isEqualTo("[{'type':'text','text':'S'},{'type':'text','text':'D'}]");
    assertThat(member(PLAIN.withPrompt(said(turns)), "messages"))
        .isEqualTo(
            "[{'role':'user','content':[{'type':'text','text':'a'}]},{'role':'assistant',"
                + "'content':[{'type':'text','text':'b'},{'type':'tool_use','id':'"
                + id
                + "','name':'f','input':{}},{'type':'tool_use','id':'2','name':'f',"
                + "'input':{'INVALID_JSON':'{\\'x\\': cut'}}]},{'role':'user','content':["
                + "{'type':'tool_result','tool_use_id':'"
                + id
                + "','is_error':true},{'type':'tool_result','tool_use_id':'2','content':'done',"
                + "'cache_control':{'type':'ephemeral'}},{'type':'text','text':'c',"
                + "'cache_control':{'type':'ephemeral','ttl':'1h'}},"
                + "{'type':'text','text':'later'}]}]");
  }

  @Test
  void whoOnlyHasASystemPromptSpeaksAllTheSame() {
    var request = PLAIN.withPrompt(said(List.of(Message.of(Role.SYSTEM, "S"))));
    assertThat(member(request, "system")).isEmpty();
    assertThat(member(request, "messages")).contains("'role':'user'", "'S'");
    var silent = PLAIN.withPrompt(said(List.of(Message.of(Role.USER, " "))));
    assertThatThrownBy(() -> Requests.write(silent, HERE)).isInstanceOf(Refused.class);
  }

  @Test
  void thoughtsGoToTheirMakerAlone() {
    var own = Optional.of(new Part.Signature("anthropic", "c2ln"));
    var other = Optional.of(new Part.Signature("google", "x"));
    var turns =
        List.of(
            ASKED,
            assistant(
                new Part.Thought("signed", own),
                new Part.Withheld(own.get()),
                new Part.Thought("foreign", other),
                new Part.Withheld(other.get()),
                new Part.Thought("bare"),
                new Part.Text("b")),
            ASKED);
    var request = PLAIN.withPrompt(said(turns));
    assertThat(member(request, "messages"))
        .contains("{'type':'thinking','thinking':'signed','signature':'c2ln'}")
        .contains("{'type':'redacted_thinking','data':'c2ln'}")
        .doesNotContain("foreign", "bare", "'x'");
    var body = new String(Requests.write(request, Host.like("deepseek", 8_192)), UTF_8);
    assertThat(body).contains("bare").doesNotContain("\"signed\"", "foreign", "c2ln");
  }

  @ParameterizedTest
  @CsvSource({"1024, ''", "2048, 1636", "64000, 16384"})
  void aDegreeIsABudgetThatFits(int most, String budget) {
    var request = PLAIN.withReasoning(Reasoning.of(Effort.HIGH)).withBounds(Bounds.tokens(most));
    String enabled = "{'type':'enabled','budget_tokens':" + budget + ",'display':'summarized'}";
    assertThat(member(request, "thinking"))
        .isEqualTo(budget.isEmpty() ? "{'type':'disabled'}" : enabled);
  }

  @Test
  void newerModelsThinkByDegrees() {
    var budget = new Reasoning(Reasoning.Mode.ON, Optional.empty(), OptionalInt.of(9_000), false);
    var newest = PLAIN.withModel("claude-opus-4-7").withReasoning(budget);
    assertThat(member(newest, "thinking")).isEqualTo("{'type':'adaptive','display':'summarized'}");
    assertThat(member(newest, "output_config")).isEqualTo("{'effort':'high'}");
    assertThat(member(newest.withReasoning(Reasoning.OFF), "thinking")).isEmpty();
    var either = PLAIN.withModel("claude-opus-4-6").withReasoning(budget);
    assertThat(member(either, "thinking")).contains("'budget_tokens':9000");
    assertThatThrownBy(() -> Requests.write(newest.withModel("claude-3-5-haiku"), HERE))
        .isInstanceOf(Refused.class);
  }

  @Test
  void midwayBetweenCallsNobodyBeginsToThink() {
    var turns =
        List.of(
            ASKED,
            assistant(new Part.ToolCall("1", "f", "{}")),
            turn(Role.TOOL, new Part.ToolResult("1", "x")));
    var request = PLAIN.withPrompt(said(turns)).withReasoning(Reasoning.ON);
    assertThat(member(request, "thinking")).isEqualTo("{'type':'disabled'}");
    assertThat(member(request.withModel("claude-opus-4-6"), "thinking")).contains("adaptive");
  }

  @Test
  void whoThinksIsNotToldHowHot() {
    var hot = PLAIN.withSampling(Sampling.unsaid().withTemperature(0.5));
    assertThat(member(hot, "temperature")).isEqualTo("0.5");
    assertThat(member(hot.withReasoning(Reasoning.ON), "temperature")).isEmpty();
    assertThat(member(hot.withModel("claude-opus-4-7"), "temperature")).isEmpty();
  }

  @Test
  void aSchemaIsAFormatOrAForcedTool() {
    var request = PLAIN.withConstraint(new Constraint("s", new Constraint.Schema(OBJECT)));
    assertThat(member(request, "output_config")).contains("'type':'json_schema'");
    var old = request.withModel("claude-3-7-sonnet");
    assertThat(member(old, "output_config")).isEmpty();
    assertThat(member(old, "tool_choice"))
        .isEqualTo("{'type':'tool','name':'millrace_answer','disable_parallel_tool_use':true}");
    var both = old.withTools(Tools.of(List.of(TOOL))).withReasoning(Reasoning.ON);
    assertThat(member(both, "tools")).contains("'f'", "'millrace_answer'");
    assertThat(member(both, "tool_choice")).isEqualTo("{'type':'any'}");
    assertThat(member(both, "thinking")).isEqualTo("{'type':'disabled'}");
    var regex = PLAIN.withConstraint(new Constraint("r", new Constraint.Regex("a*")));
    assertThatThrownBy(() -> Requests.write(regex, HERE)).isInstanceOf(Refused.class);
  }

  @Test
  void toolsAreChosenInItsWords() {
    assertThat(choice(new Tools.Auto(), true)).isEmpty();
    assertThat(choice(new Tools.Auto(), false))
        .isEqualTo("{'type':'auto','disable_parallel_tool_use':true}");
    assertThat(choice(new Tools.None(), false)).isEqualTo("{'type':'none'}");
    assertThat(choice(new Tools.Required(), true)).isEqualTo("{'type':'any'}");
    assertThat(choice(new Tools.Named("f"), true)).isEqualTo("{'type':'tool','name':'f'}");
  }

  @Test
  void attachmentsGoAsTheyAre() {
    var parts =
        List.<Part>of(
            attached(Attachment.Kind.DOCUMENT, new Source.Inline("application/pdf", "JVBERi0=")),
            attached(Attachment.Kind.DOCUMENT, new Source.Inline("text/plain", "aGk=")),
            attached(Attachment.Kind.DOCUMENT, new Source.Link("https://a.example/b.pdf")),
            attached(Attachment.Kind.IMAGE, new Source.Stored("file_1")));
    var request = PLAIN.withPrompt(said(List.of(new Message(Role.USER, Optional.empty(), parts))));
    assertThat(member(request, "messages"))
        .contains("{'type':'base64','media_type':'application/pdf','data':'JVBERi0='}")
        .contains("{'type':'text','media_type':'text/plain','data':'hi'},'title':'n'")
        .contains("{'type':'url','url':'https://a.example/b.pdf'}")
        .contains("{'type':'file','file_id':'file_1'}");
    assertThat(new MessagesProtocol("them").write(request).headers())
        .containsEntry("anthropic-beta", "files-api-2025-04-14");
    var audio =
        List.<Part>of(attached(Attachment.Kind.AUDIO, new Source.Link("https://a.example")));
    var spoken = PLAIN.withPrompt(said(List.of(new Message(Role.USER, Optional.empty(), audio))));
    assertThatThrownBy(() -> Requests.write(spoken, HERE)).isInstanceOf(Refused.class);
  }

  @Test
  void otherVenuesNameTheModelInThePath() {
    var vertex = MessagesProtocol.atVertex("them").write(PLAIN.withModel("claude-opus-4@20250514"));
    assertThat(vertex.path()).isEqualTo("/claude-opus-4@20250514:streamRawPredict");
    assertThat(new String(vertex.body(), UTF_8))
        .contains("\"anthropic_version\":\"vertex-2023-10-16\"", "\"stream\":true")
        .doesNotContain("\"model\"");
    var bedrock =
        new MessagesProtocol("them", HERE.at(Host.Venue.BEDROCK))
            .write(PLAIN.withModel("anthropic.claude-3-haiku-v1:0"));
    assertThat(bedrock.path()).isEqualTo("/model/anthropic.claude-3-haiku-v1%3A0/invoke");
    assertThat(new String(bedrock.body(), UTF_8))
        .contains("bedrock-2023-05-31")
        .doesNotContain("stream", "\"model\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"claude-opus-4-6", "claude-opus-5"})
  void whoCannotGoOnFromItsOwnWordsSaysSo(String model) {
    var begun = List.of(ASKED, Message.of(Role.ASSISTANT, "Well, "));
    var rendering = new Rendering(Optional.empty(), Map.of(), false, true);
    var request = PLAIN.withPrompt(new Prompt.Conversation(begun, rendering));
    assertThat(member(request, "messages")).contains("'Well,'");
    assertThatThrownBy(() -> Requests.write(request.withModel(model), HERE))
        .isInstanceOf(Refused.class);
  }

  @Test
  void extrasHavePlacesOfTheirOwn() {
    Map<String, Json> extras =
        Map.of(
            "user", new Json.Text("u1"),
            "service_tier", new Json.Text("default"),
            "anthropic_beta", new Json.Items(List.of(new Json.Text("context-1m-2025-08-07"))));
    var request = PLAIN.withExtras(extras);
    assertThat(member(request, "metadata")).isEqualTo("{'user_id':'u1'}");
    assertThat(member(request, "service_tier")).isEqualTo("'standard_only'");
    assertThat(new MessagesProtocol("them").write(request).headers())
        .containsEntry("anthropic-beta", "context-1m-2025-08-07")
        .containsEntry("anthropic-version", "2023-06-01");
  }

  private static String choice(Tools.Choice choice, boolean parallel) {
    return member(PLAIN.withTools(new Tools(List.of(TOOL), choice, parallel)), "tool_choice");
  }

  private static Part attached(Attachment.Kind kind, Source source) {
    return new Attachment(kind, source, Optional.of("n"), Optional.empty());
  }

  private static Message assistant(Part... parts) {
    return turn(Role.ASSISTANT, parts);
  }

  private static Message turn(Role role, Part... parts) {
    return new Message(role, Optional.empty(), List.of(parts));
  }

  private static Prompt said(List<Message> messages) {
    return new Prompt.Conversation(messages, Rendering.usual());
  }

  /// A member of what is written, with apostrophes for quotes; empty if it is not there.
  private static String member(Request request, String name) {
    return JsonReader.readObject(Requests.write(request, HERE))
        .get(name)
        .map(JsonWriter::text)
        .orElse("")
        .replace('"', '\'');
  }
}
