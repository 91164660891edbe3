package dev.millrace.gateway.http;

import dev.millrace.gateway.call.Bugs;
import dev.millrace.gateway.loop.Loop;
import dev.millrace.gateway.provider.Transport.Outgoing;
import dev.millrace.gateway.provider.Transport.Receiver;
import dev.millrace.gateway.provider.Transport.Trouble;
import dev.millrace.llm.Upstream.Exchange;
import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// One request to a provider and the answer to it.
final class Sending implements Exchange {
  private static final System.Logger LOG = System.getLogger("millrace.providers");

  private final ContextLoop loop;
  private final Outgoing outgoing;
  private final Receiver receiver;
  private Optional<HttpClientRequest> request = Optional.empty();
  private Optional<HttpClientResponse> response = Optional.empty();
  private Loop.Timer timer = () -> {};
  private final Inbox inbox = new Inbox();
  private boolean read;
  private boolean over;

  Sending(ContextLoop loop, Outgoing outgoing, Receiver receiver) {
    this.loop = loop;
    this.outgoing = outgoing;
    this.receiver = receiver;
  }

  void start(HttpClient client, Names names) {
    var host = outgoing.uri().getHost();
    if (host == null) {
      loop.run(() ->
          fail(Trouble.UNREACHABLE, "has an address without a host", outgoing.uri().toString()));
      return;
    }
    timer = loop.after(outgoing.connect(), this::late);
    names.find(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        loop,
        found -> connect(client, found));
  }

  private void connect(HttpClient client, List<InetAddress> addresses) {
    if (over) {
      return;
    }
    if (addresses.isEmpty()) {
      fail(Trouble.UNREACHABLE, "has an address whose host is not known", place());
      return;
    }
    client
        .request(options(addresses.getFirst()))
        .onSuccess(this::send)
        .onFailure(why -> {
          if (addresses.size() > 1) {
            connect(client, addresses.subList(1, addresses.size()));
          } else {
            fail(Trouble.UNREACHABLE, refusal(why), place() + ": " + why);
          }
        });
  }

  private RequestOptions options(InetAddress address) {
    var uri = outgoing.uri();
    var secure = "https".equalsIgnoreCase(uri.getScheme());
    var port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setSsl(secure)
            .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
            .setHost(uri.getHost())
            .setPort(port)
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .setFollowRedirects(false)
            .setConnectTimeout(outgoing.connect().toMillis());
    outgoing.headers().forEach(options::putHeader);
    return options;
  }

  private void send(HttpClientRequest made) {
    request = Optional.of(made);
    if (over) {
      close();
      return;
    }
    timer.cancel();
    timer = loop.after(outgoing.head(), this::silent);
    made.exceptionHandler(_ -> {}); // every failure reaches the future or the response as well
    made.send(Buffer.buffer(outgoing.body())).onSuccess(this::head).onFailure(this::broken);
  }

  /// Looking up the name counts as well.
  private void late() {
    var limit = outgoing.connect().toMillis();
    fail(Trouble.UNREACHABLE, "cannot be connected to within " + limit + " ms", place());
  }

  private void silent() {
    if (!over) {
      var limit = outgoing.head().toMillis();
      fail(Trouble.SILENT, "did not begin to answer within " + limit + " ms", place());
      close();
    }
  }

  private void head(HttpClientResponse came) {
    timer.cancel();
    if (over) {
      return;
    }
    response = Optional.of(came);
    if (inbox.paused()) {
      listen(false);
    }
    came.handler(bytes -> inbox.put(() -> chunk(bytes)));
    came.exceptionHandler(why -> inbox.put(() -> broken(why)));
    came.endHandler(_ -> {
      listen(true); // the connection is going to serve others
      read = true;
      inbox.put(this::end);
    });
    guarded(() -> receiver.head(came.statusCode(), headers(came)));
  }

  static Map<String, String> headers(HttpClientResponse response) {
    var headers = new HashMap<String, String>();
    response
        .headers()
        .forEach((name, value) ->
            headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
    return headers;
  }

  private void chunk(Buffer bytes) {
    if (!over) {
      guarded(() -> receiver.chunk(bytes.getBytes()));
    }
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | StackOverflowError bug) {
      var reference = Bugs.log(bug);
      fail(Trouble.BROKEN, "a bug of ours, reference " + reference, place());
      close();
    }
  }

  private void end() {
    if (!over) {
      over = true;
      receiver.end();
    }
  }

  private void broken(Throwable why) {
    var when = response.isPresent() ? "in the middle of its answer" : "before it answered";
    fail(Trouble.BROKEN, "the connection " + reason(why) + " " + when, place() + ": " + why);
  }

  /// @param detail for the operator: where it was, and the exception
  private void fail(Trouble trouble, String why, String detail) {
    timer.cancel();
    if (!over) {
      over = true;
      LOG.log(Level.DEBUG, "{0}: {1} ({2})", trouble, why, detail);
      receiver.failed(trouble, why);
    }
  }

  private String place() {
    return outgoing.uri().getScheme() + "://" + outgoing.uri().getRawAuthority();
  }

  private static String refusal(Throwable why) {
    String said = Optional.ofNullable(why.getMessage()).orElse("");
    if (why instanceof SSLException) {
      return "cannot be connected to securely";
    }
    return said.contains("Connection refused")
        ? "cannot be connected to: it refused the connection"
        : "cannot be connected to";
  }

  private static String reason(Throwable why) {
    return switch (why) {
      case HttpClosedException _ -> "was closed";
      case TimeoutException _ -> "took too long";
      default -> "broke";
    };
  }

  @Override
  public void cancel() {
    inside(() -> {
      if (!over) {
        over = true;
        timer.cancel();
        close();
      }
    });
  }

  /// Closes from below the parser and TLS, so that nothing that is still to be sent holds it up.
  private void close() {
    request.ifPresent(made -> {
      var _ = made.reset();
      channel()
          .ifPresent(channel -> {
            var _ = channel.pipeline().firstContext().close();
          });
    });
  }

  @Override
  public void pause() {
    inside(() -> {
      inbox.pause();
      listen(false);
    });
  }

  @Override
  public void resume() {
    inside(() -> {
      if (inbox.resume()) {
        listen(true);
      }
    });
  }

  /// Whether the socket is read: flow control reaches the provider when it is not.
  private void listen(boolean reading) {
    if (response.isPresent() && !read && !over) {
      channel().ifPresent(channel -> channel.config().setAutoRead(reading));
    }
  }

  private Optional<Channel> channel() {
    return request
        .map(HttpClientRequest::connection)
        .filter(ConnectionBase.class::isInstance)
        .map(connection -> ((ConnectionBase) connection).channel());
  }

  private void inside(Runnable task) {
    if (loop.inside()) {
      task.run();
    } else {
      loop.run(task);
    }
  }
}
