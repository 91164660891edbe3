package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.openai.Common;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Part;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.TokenLogprob.Candidate;
import dev.millrace.llm.Usage;
import java.util.List;
import java.util.Locale;

/// The shapes that whole answers and streams share, as we write them.
record Wire(Naming naming, Form form) {
  /// The id of an item, by its place in the output: the same wherever the answer is written.
  String id(int index, Part part) {
    String prefix =
        switch (part) {
          case Part.Thought _, Part.Withheld _ -> "rs";
          case Part.ToolCall call -> form.names().of(call.name()).custom() ? "ctc" : "fc";
          case Part.Text _, Part.Refusal _ -> "msg";
          case Part.ToolResult _, Part.Attachment _, Part.CachePoint _ -> throw impossible(part);
        };
    return prefix + naming.id().substring(naming.id().indexOf('_')) + "_" + index;
  }

  /// The members of a response.
  void response(Snapshot snapshot, JsonWriter json) {
    json.field("id", naming.id())
        .field("object", "response")
        .field("created_at", naming.created().getEpochSecond())
        .field("status", snapshot.status().name().toLowerCase(Locale.ROOT));
    if (snapshot.status() == Snapshot.Status.COMPLETED) {
      json.field("completed_at", form.clock().instant().getEpochSecond());
    } else {
      json.nothing("completed_at");
    }
    snapshot
        .trouble()
        .filter(trouble -> !trouble.wanted())
        .ifPresentOrElse(trouble -> error(trouble, json), () -> json.nothing("error"));
    snapshot
        .stop()
        .flatMap(Snapshot::cut)
        .ifPresentOrElse(
            reason -> json.object("incomplete_details").field("reason", reason).endObject(),
            () -> json.nothing("incomplete_details"));
    json.field("model", naming.model()).array("output");
    snapshot.output().forEach(item -> item(item, json.object()).endObject());
    json.endArray();
    snapshot.usage().ifPresentOrElse(usage -> usage(usage, json), () -> json.nothing("usage"));
    form.repeated().forEach(json::field);
    naming
        .members()
        .forEach((name, value) -> {
          if (!form.repeated().containsKey(name)) { // which says more of it than a surface
            json.field(name, value);
          }
        });
  }

  private static void error(Failures.Trouble trouble, JsonWriter json) {
    json.object("error")
        .field("code", trouble.code())
        .field("message", trouble.message())
        .endObject();
  }

  private static void usage(Usage usage, JsonWriter json) {
    json.object("usage")
        .field("input_tokens", usage.input())
        .object("input_tokens_details")
        .field("cached_tokens", usage.cachedInput())
        .field("cache_write_tokens", usage.writtenInput())
        .endObject()
        .field("output_tokens", usage.output())
        .object("output_tokens_details")
        .field("reasoning_tokens", usage.reasoning())
        .endObject()
        .field("total_tokens", usage.total())
        .endObject();
  }

  /// The members of an item.
  JsonWriter item(Item item, JsonWriter json) {
    json.field("id", item.id());
    switch (item.part()) {
      case Part.Text _, Part.Refusal _ -> {
        json.field("type", "message").field("status", item.status().word());
        json.field("role", "assistant").array("content");
        if (item.status() != Item.Status.IN_PROGRESS) {
          content(item, json.object()).endObject();
        }
        json.endArray();
      }
      case Part.Thought _, Part.Withheld _ -> thought(item, json);
      case Part.ToolCall call -> call(item, call, json);
      case Part.ToolResult _, Part.Attachment _, Part.CachePoint _ -> throw impossible(item.part());
    }
    return json;
  }

  private void thought(Item item, JsonWriter json) {
    boolean told = item.status() != Item.Status.IN_PROGRESS && item.part() instanceof Part.Thought;
    json.field("type", "reasoning").array("summary");
    if (told && form.summary()) {
      content(item, json.object()).endObject();
    }
    json.endArray();
    if (!form.summary()) {
      json.array("content");
      if (told) {
        content(item, json.object()).endObject();
      }
      json.endArray();
    }
    item.sealed().ifPresent(token -> json.field("encrypted_content", token));
    json.field("status", item.status().word());
  }

  private void call(Item item, Part.ToolCall call, JsonWriter json) {
    var tool = form.names().of(call.name());
    json.field("type", tool.custom() ? "custom_tool_call" : "function_call")
        .field("status", item.status().word())
        .field("call_id", call.id())
        .field("name", tool.name());
    tool.namespace().ifPresent(namespace -> json.field("namespace", namespace));
    json.field(tool.custom() ? "input" : "arguments", argument(call));
  }

  /// What a tool is given: the arguments, or the text of a custom tool.
  String argument(Part.ToolCall call) {
    boolean custom = form.names().of(call.name()).custom();
    return custom ? InputText.of(call.arguments()) : call.arguments();
  }

  /// The members of the content of an item.
  JsonWriter content(Item item, JsonWriter json) {
    return switch (item.part()) {
      case Part.Text(var text) -> {
        json.field("type", "output_text").field("text", text).array("annotations");
        item.sources().forEach(json::value);
        json.endArray();
        yield logprobs(item.logprobs(), json);
      }
      case Part.Refusal(var text) -> json.field("type", "refusal").field("refusal", text);
      case Part.Thought(var text, _) ->
          json.field("type", form.summary() ? "summary_text" : "reasoning_text")
              .field("text", text);
      case Part.Withheld _,
          Part.ToolCall _,
          Part.ToolResult _,
          Part.Attachment _,
          Part.CachePoint _ ->
          throw impossible(item.part());
    };
  }

  static JsonWriter logprobs(List<TokenLogprob> tokens, JsonWriter json) {
    json.array("logprobs");
    for (var token : tokens) {
      candidate(token.chosen(), json.object());
      json.array("top_logprobs");
      token.top().forEach(other -> candidate(other, json.object()).endObject());
      json.endArray().endObject();
    }
    return json.endArray();
  }

  private static JsonWriter candidate(Candidate candidate, JsonWriter json) {
    json.field("token", candidate.text()).field("logprob", Common.logprob(candidate));
    json.array("bytes");
    candidate.bytes().forEach(json::value);
    return json.endArray();
  }

  private static IllegalStateException impossible(Part part) {
    return new IllegalStateException("no answer has such a part: " + part);
  }
}
