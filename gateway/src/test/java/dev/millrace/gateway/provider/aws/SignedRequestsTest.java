package dev.millrace.gateway.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.gateway.dialect.bedrock.ConverseProtocol;
import dev.millrace.gateway.dialect.eventstream.PacketStream;
import dev.millrace.gateway.dialect.eventstream.Packets;
import dev.millrace.gateway.http.Connections;
import dev.millrace.gateway.http.EventLoops;
import dev.millrace.gateway.provider.Hosted;
import dev.millrace.gateway.provider.Provider;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes over the wire is what was signed.
final class SignedRequestsTest {
  private static final Keys KEYS =
      new Keys("AKIDEXAMPLE", "secret/+", Optional.of("session"), Optional.empty());
  private static final byte[] ANSWER =
      Packets.of(
          """
          messageStart {"role":"assistant"}
          contentBlockDelta {"contentBlockIndex":0,"delta":{"text":"Hi"}}
          contentBlockStop {"contentBlockIndex":0}
          messageStop {"stopReason":"end_turn"}
          metadata {"usage":{"inputTokens":1,"outputTokens":2,"totalTokens":3}}
          """
              .getBytes(UTF_8));

  private final EventLoops loops = EventLoops.start(1);
  private final CompletableFuture<Optional<String>> verdict = new CompletableFuture<>();
  private HttpServer aws;

  @BeforeEach
  void open() throws IOException {
    aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    aws.createContext("/", this::serve);
    aws.start();
  }

  @AfterEach
  void close() {
    aws.stop(0);
    loops.close();
  }

  @Test
  void aServiceThatChecksSignaturesAnswers() throws Exception {
    var signature =
        new Signature(() -> Optional.of(KEYS), "bedrock", "eu-west-1", InstantSource.system());
    var wait = Duration.ofSeconds(20);
    var provider =
        new Provider(
            "aws",
            URI.create("http://localhost:" + aws.getAddress().getPort()),
            signature,
            Map.of("x-mine", "one,  two"),
            new Provider.Patience(wait, wait, wait));
    var hosted =
        new Hosted(provider, new ConverseProtocol("aws", Optional.empty()), new Connections(loops));
    var told = new Told();
    var request =
        Request.of(
            "arn:aws:bedrock:eu-west-1:1:profile/eu.anthropic.claude-v1:0",
            List.of(Message.of(Role.USER, "Grüße")));
    loops.loops().getFirst().run(() -> hosted.open(request, told));
    assertThat(verdict.get(20, TimeUnit.SECONDS)).isEmpty();
    var reply = Reply.of(told.all.get(20, TimeUnit.SECONDS));
    assertThat(reply.choices().getFirst().text()).isEqualTo("Hi");
  }

  private void serve(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    try {
      verdict.complete(fault(exchange, body));
    } catch (GeneralSecurityException e) {
      verdict.completeExceptionally(e);
    }
    exchange.getResponseHeaders().add("content-type", PacketStream.TYPE);
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write(ANSWER);
    exchange.close();
  }

  private static Optional<String> fault(HttpExchange exchange, byte[] body)
      throws GeneralSecurityException {
    var headers = exchange.getRequestHeaders();
    String authorization = headers.getFirst("authorization");
    String list = authorization.replaceAll(".*SignedHeaders=([^,]*),.*", "$1");
    var signed = new TreeMap<String, String>();
    for (String name : list.split(";", -1)) {
      signed.put(name, headers.getFirst(name).strip().replaceAll(" +", " "));
    }
    var reference =
        new ReferenceSignature(
            KEYS.secret(), headers.getFirst("x-amz-date"), "eu-west-1", "bedrock");
    String path = exchange.getRequestURI().getRawPath().replace("%", "%25");
    String expected = reference.of("POST", path, "", signed, body);
    boolean good =
        authorization.endsWith("Signature=" + expected)
            && signed.keySet().containsAll(List.of("host", "content-type", "x-mine"));
    return good ? Optional.empty() : Optional.of(authorization + " is not " + expected);
  }

  private static final class Told implements Upstream.Sink {
    private final List<Event> events = new ArrayList<>();
    private final CompletableFuture<List<Event>> all = new CompletableFuture<>();

    @Override
    public void on(Event event) {
      events.add(event);
      if (event instanceof Event.Closed) {
        all.complete(events);
      }
    }

    @Override
    public void failed(Failure failure) {
      all.completeExceptionally(new IllegalStateException(failure.toString()));
    }
  }
}
