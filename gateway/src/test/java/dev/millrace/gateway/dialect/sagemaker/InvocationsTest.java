package dev.millrace.gateway.dialect.sagemaker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.eventstream.Packets;
import dev.millrace.gateway.dialect.openai.chat.ChatProtocol;
import dev.millrace.gateway.dialect.tgi.GenerateProtocol;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InvocationsTest {
  private static final InvocationsProtocol CHAT =
      new InvocationsProtocol("them", new ChatProtocol("them"));
  private static final InvocationsProtocol TGI =
      new InvocationsProtocol("them", new GenerateProtocol("them"));
  private static final Request ASKED = Request.of("llama", List.of(Message.of(Role.USER, "Hi")));

  private static Reply read(InvocationsProtocol protocol, Request request, byte[] bytes) {
    var events = new ArrayList<Event>();
    var stream = protocol.answer(request).stream();
    for (byte one : bytes) {
      stream.turn(new byte[] {one}, events::add);
    }
    stream.end(events::add);
    return Reply.of(events);
  }

  private static Failure failure(byte[] bytes) {
    try {
      read(CHAT, ASKED, bytes);
    } catch (Refused refused) {
      return refused.failure();
    }
    throw new AssertionError("it was whole");
  }

  @Test
  void aComponentOfAnEndpointIsNamedInAHeader() {
    var written = CHAT.write(ASKED.withModel("my llama/chat-7b"));
    assertThat(written.path()).isEqualTo("/endpoints/my%20llama/invocations-response-stream");
    assertThat(written.headers()).containsEntry("x-amzn-sagemaker-inference-component", "chat-7b");
    assertThat(new String(written.body(), UTF_8)).contains("\"model\":\"chat-7b\"");
    assertThat(CHAT.write(ASKED).headers()).containsOnlyKeys("accept");
  }

  @Test
  void aContainerThatDoesNotStreamIsReadWhole() {
    var body =
        "\n {\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}";
    assertThat(read(CHAT, ASKED, Packets.parts(body.getBytes(UTF_8))).choices().getFirst().text())
        .isEqualTo("Hello");
  }

  @Test
  void aContainerMaySpeakItsOwnProtocol() {
    var request = Request.of("llama", new Prompt.Text("Once"));
    assertThat(new String(TGI.write(request).body(), UTF_8)).startsWith("{\"inputs\":\"Once\"");
    var said =
        """
        data:{"index":1,"token":{"id":5,"text":" upon","logprob":-1,"special":false},\
        "generated_text":" upon","details":{"finish_reason":"length","generated_tokens":1}}

        """;
    var reply = read(TGI, request, Packets.parts(said.getBytes(UTF_8)));
    assertThat(reply.choices().getFirst().text()).isEqualTo(" upon");
  }

  @Test
  void anAnswerWithoutItsEndIsTruncated() {
    assertThat(failure(new byte[0])).isInstanceOf(Failure.Truncated.class);
    assertThat(failure(Packets.parts("data: {\"id\":\"x\"}\n\n".getBytes(UTF_8))))
        .isInstanceOf(Failure.Truncated.class);
    assertThat(failure(Packets.parts("{\"id\":".getBytes(UTF_8))))
        .isInstanceOf(Failure.Upstream.class);
  }

  @Test
  void aFailureOfTheContainerIsReadAsItsOwn() {
    var headers = Map.of("x-amzn-errortype", "ModelError");
    var body =
        "{\"ErrorCode\":\"x\",\"Message\":\"Received client error (400)\",\"OriginalStatusCode\":400,"
            + "\"OriginalMessage\":\"{\\\"error\\\":{\\\"message\\\":\\\"This model's maximum context"
            + " length is 4096 tokens. However, you requested 5000 tokens\\\"}}\"}";
    assertThat(CHAT.answer(ASKED).failure(424, headers, body.getBytes(UTF_8)))
        .isEqualTo(new Failure.ContextExceeded(5000, 4096));
    assertThat(CHAT.answer(ASKED).failure(424, headers, "{\"Message\":\"gone\"}".getBytes(UTF_8)))
        .hasToString(
            "Upstream[provider=them, status=424, code=Optional[ModelError], message=gone, retryAfter=Optional.empty]");
  }

  @Test
  void anExceptionInAStreamIsAFailure() {
    assertThat(failure(Packets.of("!ModelStreamError {\"Message\":\"x\"}".getBytes(UTF_8))))
        .hasToString(
            "Upstream[provider=them, status=424, code=Optional[ModelStreamError], message=x, retryAfter=Optional.empty]");
    assertThat(failure(Packets.of("!InternalStreamFailure {}".getBytes(UTF_8))).toString())
        .contains("status=500");
  }
}
