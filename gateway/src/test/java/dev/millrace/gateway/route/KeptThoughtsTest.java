package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeptThoughtsTest {
  private static final Message ASKED = Message.of(Role.USER, "Hard problem");
  private static final Part CALL = new Part.ToolCall("c", "f", "{}");
  private static final Message RESULT =
      new Message(Role.TOOL, Optional.empty(), List.of(new Part.ToolResult("c", "7")));

  @Test
  void theThoughtsOfEarlierTurnsStandBeforeTheirWords() {
    var earlier = said(new Part.Thought("First."), new Part.Text("7."));
    assertThat(told(true, ASKED, earlier, ASKED))
        .containsExactly(ASKED, said(new Part.Text("<think>First.</think>7.")), ASKED);
  }

  @Test
  void theyStandBeforeCallsToo() {
    var earlier = said(new Part.Thought("First."), CALL);
    assertThat(told(true, ASKED, earlier, RESULT, ASKED))
        .containsExactly(ASKED, said(new Part.Text("<think>First.</think>"), CALL), RESULT, ASKED);
  }

  @Test
  void unlessTheyAreWantedTheyAreGone() {
    var earlier = said(new Part.Thought("First."), new Part.Text("7."));
    assertThat(told(false, ASKED, earlier, ASKED))
        .containsExactly(ASKED, said(new Part.Text("7.")), ASKED);
  }

  @Test
  void whatWasThoughtSinceTheUserSpokeStaysAsItIs() {
    var now = said(new Part.Thought("Let me see."), CALL);
    for (boolean kept : List.of(true, false)) {
      assertThat(told(kept, ASKED, now, RESULT)).containsExactly(ASKED, now, RESULT);
    }
  }

  @Test
  void aConversationWithoutAUserStaysAsItIs() {
    var now = said(new Part.Thought("Hm."), new Part.Text("x"));
    assertThat(told(true, now)).containsExactly(now);
  }

  @Test
  void nothingIsLeftToBeAskedOfTheTarget() {
    var reasoning = Reasoning.of(Reasoning.Effort.LOW);
    var request = Request.of("m", List.of(ASKED)).withReasoning(reasoning.withKept(true));
    assertThat(KeptThoughts.apply(request).reasoning()).isEqualTo(reasoning);
  }

  @Test
  void aTextHasNoTurns() {
    var request = Request.of("m", new Prompt.Text("Once"));
    assertThat(KeptThoughts.apply(request)).isEqualTo(request);
  }

  private static List<Message> told(boolean kept, Message... messages) {
    var request = Request.of("m", List.of(messages)).withReasoning(Reasoning.ON.withKept(kept));
    return KeptThoughts.apply(request).messages();
  }

  private static Message said(Part... parts) {
    return new Message(Role.ASSISTANT, Optional.empty(), List.of(parts));
  }
}
