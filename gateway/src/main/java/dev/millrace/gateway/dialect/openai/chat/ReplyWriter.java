package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.TokenLogprob;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Writes whole answers.
record ReplyWriter(Naming naming, Manner manner) {
  byte[] write(Reply reply) {
    var json = Common.head(naming, "chat.completion");
    if (naming.style().bare()) {
      empty("system_fingerprint", json);
      empty("service_tier", json);
    }
    json.array("choices");
    reply.choices().forEach(choice -> choice(choice, json));
    json.endArray();
    Wire.tokens("prompt_token_ids", prompt(reply), json);
    Common.usage(reply.usage(), naming.style(), json);
    Wire.metadata(thoughts(reply), naming.style()).forEach(json::field);
    return json.endObject().bytes();
  }

  private void empty(String member, JsonWriter json) {
    if (!naming.members().containsKey(member)) {
      json.field(member, "");
    }
  }

  private void choice(Reply.Choice choice, JsonWriter json) {
    json.object().field("index", choice.index()).object("message").field("role", "assistant");
    var calls = only(Part.ToolCall.class, choice);
    content(choice, calls.isEmpty(), json);
    refusal(choice, json);
    String thought = thought(choice);
    if (!thought.isEmpty()) {
      json.field("reasoning_content", thought);
    }
    calls(calls, json);
    sources(choice.sources(), json);
    json.endObject();
    Wire.logprobs(
        logprobs(Part.Text.class, choice),
        logprobs(Part.Refusal.class, choice),
        naming.style(),
        json);
    if (naming.style().bare() && logprobs(Part.Text.class, choice).isEmpty()) {
      json.nothing("logprobs");
    }
    json.field("finish_reason", Wire.finishReason(choice.stop(), !calls.isEmpty(), manner));
    if (!naming.style().bare()) {
      Common.stopReason(choice.stop(), json);
    }
    Wire.tokens("token_ids", choice.tokens(), json);
    json.endObject();
  }

  private static void content(Reply.Choice choice, boolean alone, JsonWriter json) {
    String text = choice.text();
    if (text.isEmpty() && (!alone || !only(Part.Refusal.class, choice).isEmpty())) {
      json.nothing("content");
    } else {
      json.field("content", text);
    }
  }

  /// Bud has no such member, but a refusal must be told.
  private void refusal(Reply.Choice choice, JsonWriter json) {
    String refusal = joined(Part.Refusal.class, choice);
    if (!refusal.isEmpty()) {
      json.field("refusal", refusal);
    } else if (!naming.style().bare()) {
      json.nothing("refusal");
    }
  }

  private void calls(List<Part.ToolCall> calls, JsonWriter json) {
    if (!calls.isEmpty()) {
      new CallWriter(manner, json).whole(calls);
    } else if (naming.style().bare()) {
      json.array("tool_calls").endArray();
    }
  }

  private static void sources(List<Json> sources, JsonWriter json) {
    if (!sources.isEmpty()) {
      json.array("annotations");
      sources.forEach(json::value);
      json.endArray();
    }
  }

  private String thought(Reply.Choice choice) {
    return manner.thoughts() == Manner.Thoughts.HIDDEN ? "" : joined(Part.Thought.class, choice);
  }

  private String thoughts(Reply reply) {
    return reply.choices().stream().map(this::thought).collect(Collectors.joining());
  }

  /// All choices answer the same prompt.
  private static List<Integer> prompt(Reply reply) {
    return reply.choices().stream()
        .map(Reply.Choice::prompt)
        .flatMap(Optional::stream)
        .findFirst()
        .map(Echo::tokens)
        .orElse(List.of());
  }

  private static String joined(Class<? extends Part> kind, Reply.Choice choice) {
    return only(kind, choice).stream().map(Part::grown).collect(Collectors.joining());
  }

  private static <T extends Part> List<T> only(Class<T> kind, Reply.Choice choice) {
    return choice.pieces().stream()
        .map(Reply.Piece::part)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /// OpenAI has no place for those of a thought.
  private static List<TokenLogprob> logprobs(Class<? extends Part> kind, Reply.Choice choice) {
    return choice.pieces().stream()
        .filter(piece -> kind.isInstance(piece.part()))
        .flatMap(piece -> piece.logprobs().stream())
        .toList();
  }
}
