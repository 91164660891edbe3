package dev.millrace.gateway.vendor;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Means.Shape;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.Reading;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.chat.ChatProtocol;
import dev.millrace.gateway.dialect.openai.chat.Requests;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.route.Planner;
import dev.millrace.gateway.route.Target;
import dev.millrace.gateway.route.Terms;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Reasoning.Effort;
import dev.millrace.llm.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Requests of clients, as far as a vendor can be asked for what they want.
final class Asking {
  private static final Golden REQUESTS = Golden.in("vendors/requests");
  private static final Duration LONG = Duration.ofHours(1);

  private Asking() {}

  /// The protocol of a vendor's row, in a configuration that says what must be said.
  static Protocol protocol(Vendor vendor) {
    var chat = vendor.chat().at(vendor.settle(Map.of("resource", "mine"), Map.of()));
    return new ChatProtocol(vendor.name(), chat.quirks(), chat.means());
  }

  /// The names of the requests whose point the vendor can be asked for.
  static List<String> of(Vendor vendor) {
    var means = vendor.chat().means();
    return REQUESTS.names(".json").stream().filter(name -> can(means, name)).toList();
  }

  private static boolean can(Means means, String name) {
    var thinking = means.thinking();
    return switch (name) {
      case "tools" -> means.has(Ask.TOOLS);
      case "forced" -> means.has(Ask.FORCED_CALLS);
      case "serial" -> means.has(Ask.SERIAL_CALLS);
      case "prefill" -> means.has(Ask.PREFILL);
      case "logprobs" -> means.parameters().contains(Parameter.LOGPROBS);
      case "thinking-on", "thinking-off" -> thinking.switched();
      case "thinking-low" -> thinking.efforts().contains(Effort.LOW);
      case "thinking-most" -> thinking.efforts().contains(Effort.MAX);
      case "thinking-budget" -> thinking.budget();
      case "object" -> means.shapes().contains(Shape.OBJECT);
      case "schema" -> means.shapes().contains(Shape.SCHEMA);
      case "regex" -> means.shapes().contains(Shape.REGEX);
      case "choice" -> means.shapes().contains(Shape.CHOICE);
      case "grammar" -> means.shapes().contains(Shape.GRAMMAR);
      default -> true;
    };
  }

  /// What is sent for it.
  static String written(Protocol protocol, String name) {
    var body = JsonReader.readObject(REQUESTS.bytes(name + ".json"));
    var habits = new Habits(true, Reasoning.Mode.UNSAID);
    var asked = Requests.read(body, new Reading(Unknown.DROP, habits, "account"));
    var request =
        planner(protocol)
            .plan(List.of(asked.request()), new Terms(Unknown.DROP, habits, false, List.of()))
            .first()
            .requests()
            .getFirst();
    var written = protocol.write(request);
    return "=== "
        + name
        + "\nPOST "
        + written.path()
        + "\n"
        + Golden.readable(written.body())
        + "\n";
  }

  private static Planner planner(Protocol protocol) {
    Upstream nobody =
        (_, _) -> {
          throw new IllegalStateException("nobody is asked");
        };
    var target =
        new Target("them", nobody, LONG, LONG, protocol::means, Optional.empty(), Optional.empty());
    var model =
        new Model(
            "m",
            List.of(),
            "them",
            Instant.EPOCH,
            OptionalInt.empty(),
            new Price.Free(),
            Traits.unknown(),
            List.of(new Model.Deployment("them", "them-1")),
            Manner.usual());
    return new Planner(new Catalog(List.of(model)), Map.of("them", target));
  }
}
