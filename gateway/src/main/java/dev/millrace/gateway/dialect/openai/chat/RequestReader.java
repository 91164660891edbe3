package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Reading;
import dev.millrace.gateway.dialect.openai.request.Neutral;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.dialect.openai.request.SharedReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;

/// Reads one request.
final class RequestReader {
  private final Members body;
  private final Rest rest;
  private final Habits habits;
  private final SharedReader shared;

  RequestReader(Json.Fields body, Reading reading) {
    this.body = Members.of(body);
    this.rest = new Rest(reading.unknown());
    this.habits = reading.habits();
    this.shared = new SharedReader(this.body, rest);
  }

  Asked read() {
    String model = shared.model();
    List<Message> messages = messages();
    var sampling = shared.sampling();
    var bounds = shared.bounds(maxTokens());
    var detail = new DetailReader(body).read(shared.tokenIds());
    boolean stream = shared.stream();
    var constraint = shared.constraint();
    var tools = new ToolsReader(body, rest).read(habits.parallelCalls());
    var rendering = new RenderingReader(body).read();
    var thinking = new ReasoningReader(body, rest);
    var reasoning = thinking.read();
    var manner =
        new Manner(tools.customs(), tools.calls(), thinking.thoughts(), shared.continuousUsage());
    var extras = new HashMap<>(Neutral.read(Neutrals.ALL, body, rest));
    extras.putAll(new ExtrasReader(body, rest).read());
    extras.putAll(shared.carried());
    rest.of(body);
    var request =
        new Request(
            model,
            new Prompt.Conversation(messages, rendering),
            tools.tools(),
            reasoning,
            sampling,
            bounds,
            constraint,
            detail,
            extras);
    return new Asked(request, stream, rest.notes(), manner);
  }

  private List<Message> messages() {
    Value given = body.need("messages");
    List<Value> items = given.items();
    if (items.isEmpty()) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must hold at least one message");
    }
    var messages = new ArrayList<Message>();
    var functions = new FunctionCalls();
    items.forEach(item -> messages.add(new MessageReader(item.object(), functions, rest).read()));
    return messages;
  }

  /// `max_tokens` is the older name of `max_completion_tokens`.
  private OptionalInt maxTokens() {
    OptionalInt older = body.wholeNumber("max_tokens", 1, Integer.MAX_VALUE);
    OptionalInt newer = body.wholeNumber("max_completion_tokens", 1, Integer.MAX_VALUE);
    if (older.isPresent() && newer.isPresent() && !older.equals(newer)) {
      throw body.need("max_tokens")
          .refuse(
              Problem.OUT_OF_RANGE,
              "is the older name of max_completion_tokens and must not differ from it; send one");
    }
    return newer.isPresent() ? newer : older;
  }
}
