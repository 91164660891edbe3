package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Echo;
import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.TokenLogprob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whole answers.
public final class Replies {
  private Replies() {}

  /// The body for a client.
  public static byte[] write(Reply reply, Naming naming) {
    var json =
        new JsonWriter()
            .object()
            .field("id", naming.id())
            .field("object", "chat.completion")
            .field("created", naming.created().getEpochSecond())
            .field("model", naming.model())
            .array("choices");
    reply.choices().forEach(choice -> write(choice, json));
    json.endArray();
    Wire.tokens("prompt_token_ids", prompt(reply), json);
    Common.usage(reply.usage(), json);
    return json.endObject().bytes();
  }

  /// Reads the body of a provider's answer.
  ///
  /// @param promptTokens an estimate, for a provider that does not count; see [Estimate]
  /// @throws Refused with what went wrong at the provider
  public static List<Event> read(byte[] body, String provider, int promptTokens) {
    var events = new ArrayList<Event>();
    var reader = new AnswerReader(provider, promptTokens);
    reader.take(() -> JsonReader.readObject(body), events::add);
    reader.finish(events::add);
    return events;
  }

  private static void write(Reply.Choice choice, JsonWriter json) {
    json.object().field("index", choice.index()).object("message").field("role", "assistant");
    var calls = only(Part.ToolCall.class, choice);
    String text = choice.text();
    if (text.isEmpty() && (!calls.isEmpty() || !only(Part.Refusal.class, choice).isEmpty())) {
      json.nothing("content");
    } else {
      json.field("content", text);
    }
    refusal(choice, json);
    thought(choice, json);
    calls(calls, json);
    json.endObject();
    Wire.logprobs(logprobs(choice), json);
    json.field("finish_reason", Common.finishReason(choice.stop()));
    Common.stopReason(choice.stop(), json);
    Wire.tokens("token_ids", choice.tokens(), json);
    json.endObject();
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

  private static void refusal(Reply.Choice choice, JsonWriter json) {
    String refusal = joined(Part.Refusal.class, choice);
    if (refusal.isEmpty()) {
      json.nothing("refusal");
    } else {
      json.field("refusal", refusal);
    }
  }

  private static void thought(Reply.Choice choice, JsonWriter json) {
    String thought = joined(Part.Thought.class, choice);
    if (!thought.isEmpty()) {
      json.field("reasoning_content", thought);
    }
  }

  private static String joined(Class<? extends Part> kind, Reply.Choice choice) {
    return only(kind, choice).stream().map(Part::grown).collect(Collectors.joining());
  }

  private static void calls(List<Part.ToolCall> calls, JsonWriter json) {
    if (!calls.isEmpty()) {
      json.array("tool_calls");
      calls.forEach(call -> Wire.call(call, json));
      json.endArray();
    }
  }

  private static <T extends Part> List<T> only(Class<T> kind, Reply.Choice choice) {
    return choice.pieces().stream()
        .map(Reply.Piece::part)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /// Those of the text; OpenAI has no place for those of a thought.
  private static List<TokenLogprob> logprobs(Reply.Choice choice) {
    return choice.pieces().stream()
        .filter(piece -> piece.part() instanceof Part.Text)
        .flatMap(piece -> piece.logprobs().stream())
        .toList();
  }
}
