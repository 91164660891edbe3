package dev.millrace.clients.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// Turns as OpenAI's chat completions have them on the wire.
final class Wire {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern WORD = Pattern.compile("\\S+\\s*");
  private static final int PROMPT = 12;
  private static final int CACHED = 4;

  private final String model;

  Wire(String model) {
    this.model = model;
  }

  String whole(Turn.Speech speech) {
    var message = new LinkedHashMap<String, Object>();
    message.put("role", "assistant");
    message.put("content", speech.text());
    if (!speech.thought().isEmpty()) {
      message.put("reasoning_content", speech.thought());
    }
    return whole(message, "stop", usage(words(speech.text()), words(speech.thought())));
  }

  String whole(Turn.Calls calls) {
    var message = new LinkedHashMap<String, Object>();
    message.put("role", "assistant");
    message.put("tool_calls", calls.calls().stream().map(Wire::call).toList());
    return whole(message, "tool_calls", usage(calls.calls(), List.of()));
  }

  List<String> stream(Turn.Speech speech) {
    var chunks = new ArrayList<String>();
    chunks.add(chunk(Map.of("role", "assistant", "content", "")));
    words(speech.thought()).forEach(word -> chunks.add(chunk(Map.of("reasoning_content", word))));
    words(speech.text()).forEach(word -> chunks.add(chunk(Map.of("content", word))));
    chunks.add(chunk(Map.of(), "stop"));
    chunks.add(usageChunk(usage(words(speech.text()), words(speech.thought()))));
    return chunks;
  }

  /// Each call whole before the next begins; the mixer's arguments come by turns.
  List<String> stream(Turn.Calls turn) {
    var heads = new ArrayList<String>();
    var halves = List.of(new ArrayList<String>(), new ArrayList<String>());
    for (int i = 0; i < turn.calls().size(); i++) {
      var call = turn.calls().get(i);
      int middle = call.arguments().length() / 2;
      heads.add(delta(head(i, call)));
      halves.getFirst().add(delta(arguments(i, call.arguments().substring(0, middle))));
      halves.getLast().add(delta(arguments(i, call.arguments().substring(middle))));
    }
    var chunks = new ArrayList<String>();
    if (model.equals("mixer")) {
      chunks.addAll(heads);
      halves.forEach(chunks::addAll);
    } else {
      for (int i = 0; i < heads.size(); i++) {
        chunks.add(heads.get(i));
        for (var half : halves) {
          chunks.add(half.get(i));
        }
      }
    }
    chunks.add(chunk(Map.of(), "tool_calls"));
    chunks.add(usageChunk(usage(turn.calls(), List.of())));
    return chunks;
  }

  private static Map<String, ?> head(int index, Turn.Call call) {
    return Map.of(
        "index",
        index,
        "id",
        call.id(),
        "type",
        "function",
        "function",
        Map.of("name", call.name(), "arguments", ""));
  }

  private static Map<String, ?> arguments(int index, String piece) {
    return Map.of("index", index, "function", Map.of("arguments", piece));
  }

  List<String> beginning(String text) {
    return words(text).stream().map(word -> chunk(Map.of("content", word))).toList();
  }

  static String error(String code) {
    return write(
        Map.of("error", Map.of("message", "The script says so.", "type", code, "code", code)));
  }

  private String delta(Map<String, ?> call) {
    return chunk(Map.of("tool_calls", List.of(call)));
  }

  private static Map<String, ?> call(Turn.Call call) {
    return Map.of(
        "id",
        call.id(),
        "type",
        "function",
        "function",
        Map.of("name", call.name(), "arguments", call.arguments()));
  }

  private String whole(Map<String, ?> message, String finish, Map<String, ?> usage) {
    return write(
        Map.of(
            "id",
            "chatcmpl-scripted",
            "object",
            "chat.completion",
            "created",
            1790000000,
            "model",
            model,
            "choices",
            List.of(Map.of("index", 0, "message", message, "finish_reason", finish)),
            "usage",
            usage));
  }

  private String chunk(Map<String, ?> delta) {
    return chunkOf(List.of(Map.of("index", 0, "delta", delta)), Map.of());
  }

  private String chunk(Map<String, ?> delta, String finish) {
    return chunkOf(List.of(Map.of("index", 0, "delta", delta, "finish_reason", finish)), Map.of());
  }

  private String usageChunk(Map<String, ?> usage) {
    return chunkOf(List.of(), Map.of("usage", usage));
  }

  private String chunkOf(List<?> choices, Map<String, ?> more) {
    var chunk = new LinkedHashMap<String, Object>();
    chunk.put("id", "chatcmpl-scripted");
    chunk.put("object", "chat.completion.chunk");
    chunk.put("created", 1790000000);
    chunk.put("model", model);
    chunk.put("choices", choices);
    chunk.putAll(more);
    return write(chunk);
  }

  private static Map<String, ?> usage(List<?> said, List<?> thought) {
    int completion = said.size() + thought.size();
    return Map.of(
        "prompt_tokens",
        PROMPT,
        "completion_tokens",
        completion,
        "total_tokens",
        PROMPT + completion,
        "prompt_tokens_details",
        Map.of("cached_tokens", CACHED),
        "completion_tokens_details",
        Map.of("reasoning_tokens", thought.size()));
  }

  private static List<String> words(String text) {
    return WORD.matcher(text).results().map(match -> match.group()).toList();
  }

  private static String write(Object value) {
    return JSON.writeValueAsString(value);
  }
}
