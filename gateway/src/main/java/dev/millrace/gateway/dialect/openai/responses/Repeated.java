package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a response repeats of its request: all members that clients expect, with what was asked for
/// or what is usual.
///
/// @param store whether the response is kept
record Repeated(Members body, boolean store) {
  private static final Json NULL = new Json.Null();

  Map<String, Json> read(Toolbox toolbox, TextReader.Wish words, ReasoningReader.Wish thinking) {
    var members = new LinkedHashMap<String, Json>();
    repeat(members, "instructions", NULL);
    repeat(members, "previous_response_id", NULL);
    members.put("tools", new Json.Items(toolbox.shown()));
    members.put("tool_choice", toolbox.choice());
    members.put("parallel_tool_calls", new Json.Bool(toolbox.tools().parallel()));
    members.put("text", words.shown());
    members.put("reasoning", reasoning(thinking));
    repeat(members, "temperature", Json.Numeral.of(1));
    repeat(members, "top_p", Json.Numeral.of(1));
    repeat(members, "presence_penalty", Json.Numeral.of(0));
    repeat(members, "frequency_penalty", Json.Numeral.of(0));
    repeat(members, "top_logprobs", Json.Numeral.of(0));
    repeat(members, "max_output_tokens", NULL);
    repeat(members, "max_tool_calls", NULL);
    members.put("truncation", new Json.Text("disabled"));
    members.put("store", new Json.Bool(store));
    repeat(members, "background", new Json.Bool(false));
    members.put("service_tier", new Json.Text("default"));
    repeat(members, "metadata", new Json.Fields(Map.of()));
    body.find("user").ifPresent(user -> members.put("user", user.json()));
    repeat(members, "safety_identifier", NULL);
    repeat(members, "prompt_cache_key", NULL);
    return members;
  }

  private void repeat(Map<String, Json> members, String name, Json usual) {
    members.put(name, body.find(name).map(Value::json).orElse(usual));
  }

  private static Json reasoning(ReasoningReader.Wish thinking) {
    var shown = new LinkedHashMap<String, Json>();
    shown.put("effort", text(thinking.effort()));
    shown.put("summary", text(thinking.summary()));
    return new Json.Fields(shown);
  }

  private static Json text(Optional<String> text) {
    return text.<Json>map(Json.Text::new).orElse(NULL);
  }
}
