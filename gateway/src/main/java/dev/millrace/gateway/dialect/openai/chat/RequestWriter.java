package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Request;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Tool;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Writes one request for somebody else's server.
final class RequestWriter {
  private final Request request;
  private final JsonWriter json = new JsonWriter();

  RequestWriter(Request request) {
    this.request = request;
  }

  byte[] write(boolean stream) {
    json.object().field("model", request.model()).array("messages");
    request.messages().forEach(this::message);
    json.endArray();
    sampling(request.sampling());
    bounds();
    logprobs();
    reasoning();
    tools();
    if (stream) {
      json.field("stream", true).object("stream_options").field("include_usage", true).endObject();
    }
    new TreeMap<>(request.extras()).forEach(json::field);
    return json.endObject().bytes();
  }

  private void message(Message message) {
    var results = only(Part.ToolResult.class, message);
    results.forEach(this::result);
    if (message.parts().size() > results.size() || results.isEmpty()) {
      spoken(message);
    }
  }

  private void result(Part.ToolResult result) {
    json.object()
        .field("role", "tool")
        .field("tool_call_id", result.callId())
        .field("content", result.text())
        .endObject();
  }

  private void spoken(Message message) {
    var texts = only(Part.Text.class, message);
    var calls = only(Part.ToolCall.class, message);
    var thoughts = only(Part.Thought.class, message);
    json.object().field("role", Wire.role(message.role()));
    message.name().ifPresent(name -> json.field("name", name));
    content(texts, calls.isEmpty());
    if (!thoughts.isEmpty()) {
      json.field("reasoning_content", String.join("", thoughts.stream().map(Part::grown).toList()));
    }
    calls(calls);
    json.endObject();
  }

  private void content(List<Part.Text> texts, boolean needed) {
    if (texts.size() == 1) {
      json.field("content", texts.getFirst().text());
      return;
    }
    if (texts.isEmpty()) {
      if (needed) {
        json.field("content", "");
      } else {
        json.nothing("content");
      }
      return;
    }
    json.array("content");
    texts.forEach(
        text -> json.object().field("type", "text").field("text", text.text()).endObject());
    json.endArray();
  }

  private void calls(List<Part.ToolCall> calls) {
    if (calls.isEmpty()) {
      return;
    }
    json.array("tool_calls");
    calls.forEach(call -> Wire.call(call, json));
    json.endArray();
  }

  private void sampling(Sampling sampling) {
    number("temperature", sampling.temperature());
    number("top_p", sampling.topP());
    wholeNumber("top_k", sampling.topK());
    number("min_p", sampling.minP());
    number("repetition_penalty", sampling.repetitionPenalty());
    number("frequency_penalty", sampling.frequencyPenalty());
    number("presence_penalty", sampling.presencePenalty());
    sampling.seed().ifPresent(seed -> json.field("seed", seed));
    if (!sampling.logitBias().isEmpty()) {
      json.object("logit_bias");
      new TreeMap<>(sampling.logitBias()).forEach((id, bias) -> json.field(id.toString(), bias));
      json.endObject();
    }
  }

  /// Few servers know the newer name `max_completion_tokens`; all know `max_tokens`.
  private void bounds() {
    wholeNumber("max_tokens", request.bounds().maxTokens());
    if (!request.bounds().stop().isEmpty()) {
      json.array("stop");
      request.bounds().stop().forEach(json::value);
      json.endArray();
    }
    if (request.bounds().choices() > 1) {
      json.field("n", request.bounds().choices());
    }
    if (request.bounds().minTokens() > 0) {
      json.field("min_tokens", request.bounds().minTokens());
    }
    if (!request.bounds().stopTokens().isEmpty()) {
      json.array("stop_token_ids");
      request.bounds().stopTokens().forEach(json::value);
      json.endArray();
    }
    if (request.bounds().pastEnd()) {
      json.field("ignore_eos", true);
    }
  }

  private void logprobs() {
    request
        .detail()
        .logprobs()
        .ifPresent(top -> json.field("logprobs", true).field("top_logprobs", top));
    if (request.detail().tokens()) {
      json.field("return_token_ids", true);
    }
  }

  private void reasoning() {
    if (request.reasoning() != Reasoning.UNSAID) {
      json.field("reasoning_effort", request.reasoning() == Reasoning.OFF ? "none" : "medium");
    }
  }

  private void tools() {
    if (request.tools().declared().isEmpty()) {
      return;
    }
    json.array("tools");
    for (Tool tool : request.tools().declared()) {
      json.object()
          .field("type", "function")
          .object("function")
          .field("name", tool.name())
          .field("description", tool.description())
          .field("parameters", tool.parameters())
          .endObject()
          .endObject();
    }
    json.endArray();
  }

  private void number(String name, OptionalDouble value) {
    value.ifPresent(number -> json.field(name, number));
  }

  private void wholeNumber(String name, OptionalInt value) {
    value.ifPresent(number -> json.field(name, number));
  }

  private static <T extends Part> List<T> only(Class<T> kind, Message message) {
    return message.parts().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
