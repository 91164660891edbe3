package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.request.Neutral;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.dialect.openai.request.SharedReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
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
import java.util.List;
import java.util.OptionalInt;

/// Reads one request.
final class RequestReader {
  private static final int MOST_TOP_LOGPROBS = 20;

  private final Members body;
  private final Rest rest;
  private final SharedReader shared;

  RequestReader(Json.Fields body, Unknown unknown) {
    this.body = Members.of(body);
    this.rest = new Rest(unknown);
    this.shared = new SharedReader(this.body, rest);
  }

  Asked read() {
    String model = shared.model();
    List<Message> messages = messages();
    var sampling = shared.sampling();
    var bounds = shared.bounds(maxTokens());
    var detail = new Detail(logprobs(), shared.tokenIds(), false);
    boolean stream = shared.stream();
    var constraint = shared.constraint();
    var reasoning = reasoning();
    var extras = Neutral.read(Neutrals.ALL, body, rest);
    rest.of(body);
    var request =
        new Request(
            model,
            new Prompt.Conversation(messages, Rendering.usual()),
            Tools.none(),
            reasoning,
            sampling,
            bounds,
            constraint,
            detail,
            extras);
    return new Asked(request, stream, rest.dropped());
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

  private OptionalInt logprobs() {
    boolean wanted = body.isOn("logprobs");
    OptionalInt top = body.wholeNumber("top_logprobs", 0, MOST_TOP_LOGPROBS);
    if (wanted) {
      return OptionalInt.of(top.orElse(0));
    }
    if (top.orElse(0) > 0) {
      throw body.need("top_logprobs").refuse(Problem.OUT_OF_RANGE, "needs logprobs: true");
    }
    return OptionalInt.empty();
  }

  private Reasoning reasoning() {
    return body.json().get("reasoning_effort").filter(new Json.Text("none")::equals).isPresent()
        ? Reasoning.OFF
        : Reasoning.UNSAID;
  }
}
