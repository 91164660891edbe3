package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Reading;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Range;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import dev.millrace.llm.Sampling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Reads one request.
final class RequestReader {
  private static final int MOST_STOPS = 64;
  private static final Range SHARE = new Range(0, 1);

  /// The smallest share of the likeliest tokens: the likeliest alone.
  private static final double ONE_TOKEN = 1e-6;

  /// Features of Anthropic's own servers, most of them betas.
  private static final List<String> BETAS =
      List.of(
          "container",
          "diagnostics",
          "fallback_credit_token",
          "fallbacks",
          "inference_geo",
          "mcp_servers",
          "speed",
          "user_profile_id",
          "workspace_id");

  private final Members body;
  private final Rest rest;
  private final Habits habits;
  private final Thoughts thoughts;

  RequestReader(Json.Fields body, Reading reading, Thoughts thoughts) {
    this.body = Members.of(body);
    this.rest = new Rest(reading.unknown());
    this.habits = reading.habits();
    this.thoughts = thoughts;
  }

  Asked read() {
    int most = (int) body.need("max_tokens").wholeNumber(0, Integer.MAX_VALUE);
    return read(OptionalInt.of(most));
  }

  /// How long the answer may be does not change how long the prompt is.
  Asked readCount() {
    return read(body.wholeNumber("max_tokens", 0, Integer.MAX_VALUE));
  }

  private Asked read(OptionalInt most) {
    thread();
    Value model = body.need("model");
    if (model.text().isEmpty()) {
      throw model.refuse(Problem.OUT_OF_RANGE, "must not be empty");
    }
    var tools = new ToolsReader(body, rest).read(habits.parallelCalls());
    var messages = new ConversationReader(body, rest, thoughts).read(tools.cached());
    boolean begun = messages.getLast().role() == Role.ASSISTANT;
    var rendering = new Rendering(Optional.empty(), Map.of(), !begun, begun);
    var thinking = new ThinkingReader(body, rest).read(most);
    var request =
        new Request(
            model.text(),
            new Prompt.Conversation(messages, rendering),
            tools.tools(),
            thinking.reasoning(),
            sampling(),
            new Bounds(most, body.find("stop_sequences").map(this::stops).orElse(List.of()), 1),
            constraint(),
            Detail.none(),
            labels());
    boolean stream = body.isOn("stream");
    unserved();
    rest.of(body);
    return new Asked(request, stream, thinking.shown(), rest.notes());
  }

  /// A client whose threads are refused under this name sends the whole conversation; one whose
  /// threads are left out loses it.
  private void thread() {
    body.find("thread")
        .ifPresent(thread -> {
          throw thread.refuse(
              Problem.UNSUPPORTED, "is not kept here; send the whole conversation in messages");
        });
  }

  private Sampling sampling() {
    var nothing = OptionalDouble.empty();
    OptionalInt topK = body.wholeNumber("top_k", 0, Integer.MAX_VALUE);
    return new Sampling(
        share("temperature", 0),
        share("top_p", ONE_TOKEN),
        topK.orElse(0) > 0 ? topK : OptionalInt.empty(),
        nothing,
        nothing,
        nothing,
        nothing,
        OptionalLong.empty(),
        Map.of());
  }

  private OptionalDouble share(String name, double least) {
    return body.find(name)
        .map(value -> OptionalDouble.of(Math.max(least, value.number(SHARE))))
        .orElse(OptionalDouble.empty());
  }

  private List<String> stops(Value given) {
    List<Value> stops = given.items();
    if (stops.size() > MOST_STOPS) {
      throw given.refuse(
          Problem.OUT_OF_RANGE,
          "must hold at most " + MOST_STOPS + " strings, not " + stops.size());
    }
    for (var stop : stops) {
      if (stop.text().isEmpty()) {
        throw stop.refuse(Problem.OUT_OF_RANGE, "must not be empty");
      }
    }
    return stops.stream().map(Value::text).toList();
  }

  /// `output_format` is the name that it had as a beta. (2026-11)
  private Optional<Constraint> constraint() {
    var now =
        body.find("output_config").map(Value::object).flatMap(config -> config.find("format"));
    var before = body.find("output_format");
    if (now.isPresent() && before.isPresent()) {
      throw before
          .get()
          .refuse(Problem.OUT_OF_RANGE, "is the older name of output_config.format; send one");
    }
    return now.or(() -> before).map(Value::object).map(this::format);
  }

  private Constraint format(Members format) {
    Value type = format.need("type");
    if (!type.text().equals("json_schema")) {
      throw type.outside("\"json_schema\"");
    }
    Value schema = format.need("schema");
    var constraint = new Constraint(schema.path(), new Constraint.Schema(schema.object().json()));
    rest.of(format);
    return constraint;
  }

  /// What OpenAI's chat calls `user` is Anthropic's `metadata.user_id`.
  private Map<String, Json> labels() {
    var labels = new HashMap<String, Json>();
    body.find("metadata")
        .map(Value::object)
        .ifPresent(metadata -> {
          metadata.text("user_id").ifPresent(user -> labels.put("user", new Json.Text(user)));
          rest.of(metadata);
        });
    body.find(Betas.FIELD).ifPresent(given -> labels.put(Betas.FIELD, Betas.read(given)));
    return labels;
  }

  private void unserved() {
    body.find("service_tier").ifPresent(this::tier);
    for (String beta : BETAS) {
      body.find(beta)
          .ifPresent(value -> rest.unsupported(value, "is a feature that is not served here"));
    }
  }

  /// There is one tier here, the standard one.
  private void tier(Value tier) {
    switch (tier.text()) {
      case "auto" -> {}
      case "standard_only" ->
          rest.note(Note.dropped(tier.path(), "there is no other tier than the standard one"));
      default -> throw tier.outside("\"auto\" or \"standard_only\"");
    }
  }
}
