package dev.millrace.gateway.http;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Bugs;
import dev.millrace.gateway.call.Route;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One request from its head to the moment an endpoint, or the refuser, has it.
final class Visit {
  private static final Pattern JSON =
      Pattern.compile("application/([^\\s;/]+\\+)?json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
  private static final long SLOWEST = 16 * 1024;

  private final Desk desk;
  private final Line line;
  private final HttpServerRequest request;
  private final String id;
  private final Answer answer;
  private final Site site;
  private final String path;
  private final Routes.Match match;
  private final Optional<Failure> verdict;
  private final List<Buffer> pieces = new ArrayList<>();
  private final long started = System.nanoTime();
  private long received;
  private boolean decided;

  Visit(Desk desk, Line line, HttpServerRequest request) {
    this.desk = desk;
    this.line = line;
    this.request = request;
    id = desk.nextId();
    answer = new Answer(id, desk, line, request);
    var decoded = Target.path(request.uri());
    path = decoded.orElse(request.uri());
    site = desk.sites().at(authority());
    match = site.routes().find(request.method().name(), path);
    verdict = decoded.isEmpty() ? Optional.of(noPath()) : refusal();
  }

  /// The target counts more than the header (RFC 9112, section 3.2.2).
  private String authority() {
    return Target.authority(request.uri())
        .or(() -> Optional.ofNullable(request.getHeader("host")))
        .orElse("");
  }

  private Optional<Failure> refusal() {
    return switch (match) {
      case Routes.Match.Nothing() -> Optional.of(new Failure.NoSuchPath(path));
      case Routes.Match.OtherMethods(var allowed) ->
          Optional.of(new Failure.MethodNotAllowed(request.method().name(), allowed));
      case Routes.Match.Found(var route, _) -> wrongType(route);
    };
  }

  private Optional<Failure> wrongType(Route route) {
    var type = Optional.ofNullable(request.getHeader("content-type")).orElse("");
    return !route.jsonBody() || JSON.matcher(type.strip()).matches()
        ? Optional.empty()
        : Optional.of(new Failure.UnsupportedMediaType(type, "application/json"));
  }

  private static Failure noPath() {
    return malformed("The target of the request line is not a path, or is badly encoded.");
  }

  private static Failure malformed(String why) {
    return new Failure.BadRequest("", Problem.MALFORMED, why);
  }

  /// Reads the body and then hands over, unless the head is already enough to refuse.
  void begin() {
    line.reading(this::slow);
    var foreign = foreign();
    if (foreign.isPresent()) {
      refuseNow(foreign.get());
      return;
    }
    if (declared() > desk.limits().body()) {
      refuseNow(new Failure.TooLarge(desk.limits().body()));
      return;
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
      if (verdict.isPresent()) {
        refuseNow(verdict.get());
        return;
      }
      request.response().writeContinue();
    }
    request.handler(this::take);
    request.exceptionHandler(this::broken);
    request.endHandler(_ -> whole());
  }

  /// What the parser lets pass although we could not tell where the body ends.
  private Optional<Failure> foreign() {
    if (request.version() == null) {
      return Optional.of(malformed("We speak HTTP/1.1."));
    }
    var coding = Optional.ofNullable(request.getHeader("transfer-encoding")).orElse("chunked");
    return coding.equalsIgnoreCase("chunked")
        ? Optional.empty()
        : Optional.of(malformed("The transfer encoding " + coding + " is not known here."));
  }

  private long declared() {
    try {
      return Long.parseLong(Optional.ofNullable(request.getHeader("content-length")).orElse("0"));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  private void take(Buffer piece) {
    if (decided) {
      return;
    }
    received += piece.length();
    if (received > desk.limits().body()) {
      refuseNow(new Failure.TooLarge(desk.limits().body()));
    } else if (verdict.isEmpty()) {
      pieces.add(piece);
    }
  }

  private void slow() {
    var seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
    if (received > SLOWEST * Math.max(1, seconds)) {
      line.reading(this::slow);
      return;
    }
    refuseNow(new Failure.TooSlow("body", desk.limits().slowBody()));
  }

  private void broken(Throwable why) {
    if (!decided && !(why instanceof HttpClosedException) && !(why instanceof IOException)) {
      refuseNow(malformed("The body is badly framed: " + reason(why)));
    }
  }

  private static String reason(Throwable why) {
    return Optional.ofNullable(why.getMessage()).orElseGet(() -> why.getClass().getSimpleName());
  }

  private void whole() {
    if (decided) {
      return;
    }
    decided = true;
    line.answering();
    if (verdict.isPresent()) {
      site.refuser().refuse(arrival(new byte[0]), verdict.get(), answer);
    } else if (match instanceof Routes.Match.Found(var route, _)) {
      serve(route, arrival(joined()));
    }
  }

  private byte[] joined() {
    var body = new byte[Math.toIntExact(received)];
    var at = 0;
    for (var piece : pieces) {
      piece.getBytes(body, at);
      at += piece.length();
    }
    pieces.clear();
    return body;
  }

  private void serve(Route route, Arrival arrival) {
    try {
      route.endpoint().serve(arrival, answer);
    } catch (Refused refused) {
      site.refuser().refuse(arrival, refused.failure(), answer);
    } catch (RuntimeException | StackOverflowError bug) {
      var reference = Bugs.log(bug);
      if (answer.begun()) {
        answer.abort();
      } else {
        site.refuser().refuse(arrival, new Failure.Internal(reference), answer);
      }
    }
  }

  /// Refuses what the parser could not read; there is no body then.
  void garbled() {
    var why = request.decoderResult().cause();
    line.answering();
    switch (why) {
      case TooLongHttpLineException _ -> {
        answer.force(414);
        refuseNow(tooLong("request line"));
      }
      case TooLongHttpHeaderException _ -> {
        answer.force(431);
        refuseNow(tooLong("headers"));
      }
      default -> refuseNow(malformed("The request is not HTTP as we know it: " + reason(why)));
    }
  }

  private Failure tooLong(String what) {
    return new Failure.BadRequest(
        "",
        Problem.OUT_OF_RANGE,
        "The " + what + " may have no more than " + desk.limits().head() + " bytes.");
  }

  /// Refuses before the request is whole; the connection cannot be used again.
  private void refuseNow(Failure failure) {
    decided = true;
    pieces.clear();
    answer.last(true);
    site.refuser().refuse(arrival(new byte[0]), failure, answer);
  }

  private Arrival arrival(byte[] body) {
    var tail = match instanceof Routes.Match.Found(_, var found) ? found : "";
    return new Arrival(
        id, request.method().name(), path, tail, Target.query(request.uri()), headers(), body);
  }

  private Map<String, String> headers() {
    var headers = new HashMap<String, String>();
    request
        .headers()
        .forEach((name, value) ->
            headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
    return headers;
  }
}
