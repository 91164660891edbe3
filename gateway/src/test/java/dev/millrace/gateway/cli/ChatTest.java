package dev.millrace.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTest {
  private final FakeShell shell;
  private final List<Request> asked = new ArrayList<>();

  ChatTest(@TempDir Path home) {
    this.shell = new FakeShell(home);
  }

  @Test
  void everyLineIsATurnAndTheModelSeesAllOfThem() {
    shell.typing("hello\n\n  how are you? \n/exit\nnot this\n");
    assertThat(shell.run(opener("one"), "chat", "--system", "Be brief.")).isZero();
    assertThat(shell.out()).isEqualTo("one\none\n");
    assertThat(asked.getLast().messages().stream().map(turn -> turn.role() + " " + turn.text()))
        .containsExactly("SYSTEM Be brief.", "USER hello", "ASSISTANT one", "USER how are you?");
  }

  @Test
  void theEndOfInputEndsTheChat() {
    assertThat(shell.typing("hello").run(opener("hi"), "chat")).isZero();
    assertThat(shell.out()).isEqualTo("hi\n");
  }

  @Test
  void aFailedTurnIsForgottenAndToldInTheExitCode() {
    Upstream failing =
        (request, sink) -> {
          asked.add(request);
          sink.failed(new Failure.ContextExceeded(3000, 2048));
          return new NoExchange();
        };
    shell.typing("a\nb\n");
    assertThat(shell.run((_, _) -> new Opener.Opened(failing, "m", () -> {}), "chat")).isEqualTo(1);
    assertThat(shell.err()).contains("too long: 3,000 tokens, and the model sees 2,048.");
    assertThat(asked.getLast().messages()).hasSize(1);
  }

  @Test
  void aModelCannotCommandTheTerminal() {
    assertThat(shell.typing("x\n").run(opener("a\u001b[2Jb\u0007\tc\nd\u009b"), "chat")).isZero();
    assertThat(shell.out()).isEqualTo("a[2Jb\tc\nd\n");
  }

  @Test
  void aModelThatIsNotThereIsToldWithThoseThatAre() {
    assertThat(shell.run("chat", "--model", "other")).isEqualTo(1);
    assertThat(shell.err()).contains("There is no model `other`; there is millrace-mini.");
  }

  @Test
  void anyServerOfTheChatProtocolWillDo() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var bodies = new ArrayList<String>();
    server.createContext(
        "/v1/models", exchange -> answer(exchange, "{\"data\":[{\"id\":\"m-1\"}]}"));
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          bodies.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
          answer(exchange, STREAM);
        });
    server.start();
    try {
      var url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(shell.typing("hello\n").run("chat", "--url", url, "--key", "k-1")).isZero();
      assertThat(shell.out()).isEqualTo("Good day.\n");
      assertThat(bodies.getFirst()).contains("m-1", "hello", "stream");
      assertThat(bodies.getLast()).isEqualTo("Bearer k-1");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aServerThatIsNotThereIsToldPlainly() {
    assertThat(shell.typing("x\n").run("chat", "--url", "http://127.0.0.1:1", "--model", "m"))
        .isEqualTo(1);
    assertThat(shell.err()).contains("cannot be reached");
    assertThat(shell.run("chat", "--url", "nonsense")).isEqualTo(1);
    assertThat(shell.err()).contains("--url must be an address");
  }

  private static final String STREAM =
      """
      data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Good "},"finish_reason":null}]}

      data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[{"index":0,"delta":{"content":"day."},"finish_reason":"stop"}]}

      data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}

      data: [DONE]

      """;

  private static void answer(com.sun.net.httpserver.HttpExchange exchange, String body)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private Opener opener(String words) {
    Upstream saying =
        (request, sink) -> {
          asked.add(request);
          List.of(
                  new Event.Opened("1", "m"),
                  new Event.Began(0, 0, new Part.Text("")),
                  new Event.Grew(0, 0, words, List.of()),
                  new Event.Ended(0, 0),
                  new Event.Stopped(0, new Stop.Ended()),
                  new Event.Metered(new Usage(1, 0, 1, 0, Usage.Origin.EXACT)),
                  new Event.Closed())
              .forEach(sink::on);
          return new NoExchange();
        };
    return (_, model) -> new Opener.Opened(saying, model.name(), () -> {});
  }

  private record NoExchange() implements Upstream.Exchange {
    @Override
    public void cancel() {}

    @Override
    public void pause() {}

    @Override
    public void resume() {}
  }
}
