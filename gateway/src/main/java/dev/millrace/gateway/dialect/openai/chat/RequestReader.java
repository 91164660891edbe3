package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Tools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads one request.
final class RequestReader {
  private static final int MOST_CHOICES = 128;
  private static final int MOST_STOPS = 4;
  private static final int MOST_TOP_LOGPROBS = 20;

  private final Members body;
  private final Rest rest;

  RequestReader(Json.Fields body, Unknown unknown) {
    this.body = Members.of(body);
    this.rest = new Rest(unknown);
  }

  Asked read() {
    String model = model();
    List<Message> messages = messages();
    var sampling = new SamplingReader(body).read();
    var bounds = new Bounds(maxTokens(), stop(), choices());
    var logprobs = logprobs();
    boolean stream = body.find("stream").map(Value::bool).orElse(false);
    streamOptions();
    var reasoning = reasoning();
    var extras = neutral();
    rest.of(body);
    var request =
        new Request(
            model,
            new Prompt.Conversation(messages, Rendering.usual()),
            Tools.none(),
            reasoning,
            sampling,
            bounds,
            Optional.empty(),
            new Detail(logprobs, false, false),
            extras);
    return new Asked(request, stream, rest.dropped());
  }

  private String model() {
    Value model = body.need("model");
    if (model.text().isEmpty()) {
      throw model.refuse(Problem.OUT_OF_RANGE, "must not be empty");
    }
    return model.text();
  }

  private List<Message> messages() {
    Value given = body.need("messages");
    List<Value> items = given.items();
    if (items.isEmpty()) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must hold at least one message");
    }
    var messages = new ArrayList<Message>();
    items.forEach(item -> messages.add(new MessageReader(item.object(), rest).read()));
    return messages;
  }

  /// `max_tokens` is the older name of `max_completion_tokens`.
  private OptionalInt maxTokens() {
    OptionalInt older = wholeNumber(body, "max_tokens", 1, Integer.MAX_VALUE);
    OptionalInt newer = wholeNumber(body, "max_completion_tokens", 1, Integer.MAX_VALUE);
    if (older.isPresent() && newer.isPresent() && !older.equals(newer)) {
      throw body.need("max_tokens")
          .refuse(
              Problem.OUT_OF_RANGE,
              "is the older name of max_completion_tokens and must not differ from it; send one");
    }
    return newer.isPresent() ? newer : older;
  }

  private List<String> stop() {
    return body.find("stop").map(RequestReader::stops).orElse(List.of());
  }

  private static List<String> stops(Value given) {
    List<Value> stops =
        switch (given.json()) {
          case Json.Text _ -> List.of(given);
          case Json.Items _ -> given.items();
          case Json.Fields _, Json.Numeral _, Json.Bool _, Json.Null _ ->
              throw given.refuse(
                  Problem.WRONG_TYPE, "must be a string or an array of up to 4 strings");
        };
    if (stops.size() > MOST_STOPS) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must hold at most 4 strings, not " + stops.size());
    }
    for (var stop : stops) {
      if (stop.text().isEmpty()) {
        throw stop.refuse(Problem.OUT_OF_RANGE, "must not be empty");
      }
    }
    return stops.stream().map(Value::text).toList();
  }

  private int choices() {
    return wholeNumber(body, "n", 1, MOST_CHOICES).orElse(1);
  }

  private OptionalInt logprobs() {
    boolean wanted = body.find("logprobs").map(Value::bool).orElse(false);
    OptionalInt top = wholeNumber(body, "top_logprobs", 0, MOST_TOP_LOGPROBS);
    if (wanted) {
      return OptionalInt.of(top.orElse(0));
    }
    if (top.orElse(0) > 0) {
      throw body.need("top_logprobs").refuse(Problem.OUT_OF_RANGE, "needs logprobs: true");
    }
    return OptionalInt.empty();
  }

  /// Usage is sent always, so `include_usage` changes nothing.
  private void streamOptions() {
    body.find("stream_options")
        .map(Value::object)
        .ifPresent(options -> {
          options.find("include_usage").ifPresent(Value::bool);
          rest.onlyFalse(options, "include_obfuscation");
          rest.onlyFalse(options, "continuous_usage_stats");
          rest.of(options);
        });
  }

  private Reasoning reasoning() {
    return body.json().get("reasoning_effort").filter(new Json.Text("none")::equals).isPresent()
        ? Reasoning.OFF
        : Reasoning.UNSAID;
  }

  private Map<String, Json> neutral() {
    var labels = new LinkedHashMap<String, Json>();
    for (String name : body.unread()) {
      Neutral neutral = Neutral.ALL.get(name);
      if (neutral != null) {
        body.find(name).ifPresent(value -> take(neutral, value, labels));
      }
    }
    return labels;
  }

  private void take(Neutral neutral, Value value, Map<String, Json> labels) {
    if (neutral.label()) {
      labels.put(neutral.name(), value.json());
    } else if (!neutral.allows(value.json())) {
      rest.unsupported(value, "is not supported; leave it out" + neutral.orSend());
    }
  }

  static OptionalInt wholeNumber(Members members, String name, int from, int to) {
    return members
        .find(name)
        .map(value -> OptionalInt.of((int) value.wholeNumber(from, to)))
        .orElse(OptionalInt.empty());
  }
}
