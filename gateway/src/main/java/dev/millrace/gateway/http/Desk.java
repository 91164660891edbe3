package dev.millrace.gateway.http;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.llm.Failure;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// One loop's share of the server: its connections, and the requests that are being answered.
final class Desk {
  private final ContextLoop loop;
  private final Sites sites;
  private final ServerSettings.Limits limits;
  private final RequestIds ids;
  private final Map<HttpConnection, Line> lines = new HashMap<>();
  private final Set<Answer> open = new HashSet<>();
  private boolean draining;
  private volatile boolean lost;

  Desk(ContextLoop loop, Sites sites, Rules rules) {
    this.loop = loop;
    this.sites = sites;
    limits = rules.limits();
    ids = rules.ids();
  }

  /// What all desks of a server share.
  record Rules(ServerSettings.Limits limits, RequestIds ids) {}

  ContextLoop loop() {
    return loop;
  }

  Sites sites() {
    return sites;
  }

  ServerSettings.Limits limits() {
    return limits;
  }

  boolean draining() {
    return draining;
  }

  String nextId() {
    return ids.next();
  }

  void connected(HttpConnection connection) {
    var line = new Line(((ConnectionBase) connection).channel(), limits, this::slowHead);
    lines.put(connection, line);
    connection.closeHandler(_ -> lines.remove(connection));
  }

  void asked(HttpServerRequest request) {
    var line = line(request);
    if (!line.isLast()) {
      new Visit(this, line, request).begin();
    }
  }

  void garbled(HttpServerRequest request) {
    var line = line(request);
    if (!line.isLast()) {
      new Visit(this, line, request).garbled();
    }
  }

  private Line line(HttpServerRequest request) {
    return Objects.requireNonNull(lines.get(request.connection()), "a request of no connection");
  }

  private void slowHead(Line line) {
    var id = ids.next();
    var nothing = new Arrival(id, "", "", "", Map.of(), Map.of(), new byte[0]);
    var why = new Failure.TooSlow("head", limits.slowHead());
    sites.usual().refuser().refuse(nothing, why, new Letter(id, loop, line));
  }

  void opened(Answer answer) {
    open.add(answer);
  }

  void closed(Answer answer) {
    open.remove(answer);
  }

  /// Looks after whoever is too slow.
  void sweep() {
    var now = System.nanoTime();
    for (var line : List.copyOf(lines.values())) {
      line.check(now);
    }
  }

  /// Every answer from now on is the last of its connection.
  void drain() {
    draining = true;
  }

  /// Ends every connection.
  void cut() {
    lost |= !open.isEmpty();
    List.copyOf(lines.values()).forEach(Line::cut);
  }

  /// Whether an answer was cut off.
  boolean lost() {
    return lost;
  }
}
