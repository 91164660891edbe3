package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Constraint.Form;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Tool;
import dev.millrace.llm.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/// Requests that this dialect can say in full.
final class SampleRequests {
  private static final Json.Fields SCHEMA =
      JsonReader.readObject("{\"type\":\"object\",\"x\":[null,1.50,\"é\"]}");

  private final Random random;

  private SampleRequests(int seed) {
    this.random = new Random(seed);
  }

  static Request of(int seed) {
    return new SampleRequests(seed).request();
  }

  private Request request() {
    boolean tokens = random.nextBoolean();
    return new Request(
        "m",
        new Prompt.Conversation(messages(), rendering()),
        tools(),
        reasoning(),
        random.nextBoolean() ? Sampling.unsaid() : Sampling.greedy(),
        bounds(),
        constraint(),
        new Detail(
            random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(21)),
            tokens,
            tokens),
        Map.of());
  }

  private Reasoning reasoning() {
    var efforts = Reasoning.Effort.values();
    var effort = Optional.of(efforts[random.nextInt(efforts.length)]);
    var budget = OptionalInt.of(1 + random.nextInt(5000));
    boolean kept = random.nextBoolean();
    return switch (random.nextInt(5)) {
      case 0 -> Reasoning.UNSAID.withKept(kept);
      case 1 -> Reasoning.OFF.withKept(kept);
      case 2 -> new Reasoning(Reasoning.Mode.ON, effort, OptionalInt.empty(), kept);
      case 3 -> new Reasoning(Reasoning.Mode.ON, Optional.empty(), budget, kept);
      default -> new Reasoning(Reasoning.Mode.ON, effort, budget, kept);
    };
  }

  private List<Message> messages() {
    return List.of(
        Message.of(Role.USER, text()),
        new Message(Role.ASSISTANT, name(), said()),
        new Message(Role.TOOL, name(), List.of(new Part.ToolResult("call_1", text()))));
  }

  private Optional<String> name() {
    return random.nextInt(3) == 0 ? Optional.of("ann") : Optional.empty();
  }

  private List<Part> said() {
    var parts = new ArrayList<Part>();
    if (random.nextBoolean()) {
      parts.add(new Part.Thought("hm" + text()));
    }
    if (random.nextBoolean()) {
      parts.add(new Part.Text(text()));
    }
    parts.add(new Part.ToolCall("call_1", "f0", text()));
    return parts;
  }

  private String text() {
    return List.of("", "a", "é\n\"\\", "😀 <think>").get(random.nextInt(4));
  }

  private Rendering rendering() {
    boolean continues = random.nextInt(4) == 0;
    return new Rendering(
        random.nextBoolean() ? Optional.empty() : Optional.of("{{ x }}"),
        random.nextBoolean() ? Map.of() : Map.of("custom", SCHEMA, "other", new Json.Null()),
        !continues && random.nextBoolean(),
        continues);
  }

  private Tools tools() {
    var declared =
        IntStream.range(0, random.nextInt(3))
            .mapToObj(at -> new Tool("f" + at, text(), SCHEMA, random.nextBoolean()))
            .toList();
    if (declared.isEmpty()) {
      return Tools.none();
    }
    var choices =
        List.of(new Tools.Auto(), new Tools.None(), new Tools.Required(), new Tools.Named("f0"));
    return new Tools(declared, choices.get(random.nextInt(4)), random.nextBoolean());
  }

  private Bounds bounds() {
    return new Bounds(
        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(10 + random.nextInt(10)),
        random.nextInt(10),
        random.nextBoolean() ? List.of() : List.of("x", "\n"),
        random.nextBoolean() ? List.of() : List.of(0, Integer.MAX_VALUE),
        random.nextBoolean(),
        1 + random.nextInt(3));
  }

  private Optional<Constraint> constraint() {
    return switch (random.nextInt(6)) {
      case 0 -> under("response_format.type", new Constraint.JsonObject());
      case 1 -> under("response_format.json_schema.schema", new Constraint.Schema(SCHEMA));
      case 2 -> under("structured_outputs.regex", new Constraint.Regex(text()));
      case 3 -> under("structured_outputs.grammar", new Constraint.Grammar(text()));
      case 4 -> under("structured_outputs.choice", new Constraint.Choice(List.of(text(), "b")));
      default -> Optional.empty();
    };
  }

  private static Optional<Constraint> under(String field, Form form) {
    return Optional.of(new Constraint(field, form));
  }
}
