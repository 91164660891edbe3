package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.loop.ManualLoop;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.gateway.route.Target;
import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import dev.millrace.llm.Request;
import dev.millrace.llm.Stop;
import dev.millrace.llm.Upstream;
import dev.millrace.llm.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// `/v1/responses` and what is below it, in front of an upstream that says what the test says.
final class ResponsesHouse {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String ROOT = "/v1/responses";

  private final Script upstream = new Script();
  private final MemoryArchive archive = MemoryArchive.usual();
  private final List<ManualLoop> loops = new ArrayList<>();
  private final Premises premises;
  private final List<Route> routes;

  /// @param folder for the keys
  ResponsesHouse(Path folder) {
    this(script -> new Premises(folder, new Target("acme", script, LONG, LONG)));
  }

  /// @param upstreams makes the rooms, with the script as one of their upstreams
  ResponsesHouse(Function<Script, Premises> upstreams) {
    premises = upstreams.apply(upstream);
    routes =
        new Responses(
                new Standard(Premises.CLOCK),
                premises.rooms(),
                new NoSeal(),
                archive,
                new Aside(Runnable::run))
            .routes();
  }

  Script upstream() {
    return upstream;
  }

  MemoryArchive archive() {
    return archive;
  }

  Premises premises() {
    return premises;
  }

  /// What a client asks.
  ///
  /// @param path below `/v1/responses`, with the slash
  record Asking(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    Asking {
      query = Map.copyOf(query);
      headers = Map.copyOf(headers);
    }
  }

  /// The least request that will do, with more fields in it.
  static String body(String more) {
    return "{\"model\":\"tiny\",\"input\":\"hi\"" + more + "}";
  }

  FakeClient create(String more) {
    return post(body(more));
  }

  FakeClient post(String body) {
    return ask(new Asking("POST", "", Map.of(), Map.of(), body));
  }

  FakeClient get(String id, Map<String, String> query) {
    return serve("GET", id, query);
  }

  FakeClient serve(String method, String tail) {
    return serve(method, tail, Map.of());
  }

  /// Asks, and lets all loops run.
  FakeClient serve(String method, String tail, Map<String, String> query) {
    var client = ask(new Asking(method, "/" + tail, query, Map.of(), ""));
    loops.forEach(ManualLoop::turn);
    client.manualLoop().turn();
    return client;
  }

  FakeClient ask(Asking asking) {
    var client = new FakeClient();
    loops.add(client.manualLoop());
    String path = ROOT + asking.path();
    boolean exact = routes.stream().anyMatch(found -> found.path().equals(path));
    var route =
        routes.stream()
            .filter(found -> found.method().equals(asking.method()))
            .filter(found -> exact ? found.path().equals(path) : found.path().endsWith("*"))
            .findFirst()
            .orElseThrow();
    var arrival = Premises.arrival(path, asking.body(), asking.headers());
    String tail = exact ? "" : asking.path().substring(1);
    route
        .endpoint()
        .serve(
            new Arrival(
                arrival.id(),
                asking.method(),
                path,
                tail,
                asking.query(),
                arrival.headers(),
                arrival.body()),
            client);
    return client;
  }

  /// The id that an answer tells, whole or streamed.
  static String id(FakeClient client) {
    String body = client.body();
    int from = body.indexOf("resp_");
    return body.substring(from, body.indexOf('"', from));
  }

  private static final class NoSeal implements Seal {
    @Override
    public String seal(String text) {
      return Integer.toHexString(text.hashCode());
    }

    @Override
    public Optional<String> open(String token) {
      return Optional.empty();
    }
  }

  /// An upstream that says what the test says.
  static final class Script implements Upstream {
    private static final Usage USAGE = new Usage(5, 0, 4, 0, Usage.Origin.EXACT);

    private final List<Request> asked = new ArrayList<>();
    private final List<Sink> sinks = new ArrayList<>();
    private boolean cancelled;

    @Override
    public Exchange open(Request request, Sink sink) {
      asked.add(request);
      sinks.add(sink);
      return new Exchange() {
        @Override
        public void cancel() {
          cancelled = true;
        }

        @Override
        public void pause() {}

        @Override
        public void resume() {}
      };
    }

    List<Request> asked() {
      return asked;
    }

    boolean cancelled() {
      return cancelled;
    }

    Sink sink() {
      return sinks.getLast();
    }

    void begin(String word) {
      sink().on(new Event.Opened("up-1", "acme-tiny"));
      sink().on(new Event.Began(0, 0, new Part.Text("")));
      sink().on(new Event.Grew(0, 0, word, List.of()));
    }

    void end(String word, Stop stop) {
      sink().on(new Event.Grew(0, 0, word, List.of()));
      sink().on(new Event.Ended(0, 0));
      sink().on(new Event.Stopped(0, stop));
      sink().on(new Event.Metered(USAGE));
      sink().on(new Event.Closed());
    }

    void say(String words) {
      begin(words);
      end("", new Stop.Ended());
    }
  }
}
