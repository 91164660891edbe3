package dev.millrace.gateway.call;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// For each field of Chat Completions, and what others have added to it, what a request holds that
/// means something by it.
final class Probes {
  private static final String TOOLS =
      "'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object','properties':{}}}}]";
  private static final String FUNCTIONS =
      "'functions':[{'name':'f','parameters':{'type':'object','properties':{}}}]";
  private static final String SCHEMA = "{'type':'object','properties':{}}";

  private static final String IMAGE =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";
  private static final String SOUND =
      "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";
  private static final String DOCUMENT = "data:application/pdf;base64,JVBERi0xLjQK";
  private static final String CONTINUED =
      "'messages':[{'role':'user','content':'hi'},{'role':'assistant','content':'h'}],"
          + "'add_generation_prompt':false,'continue_final_message':true";

  /// By the name of the field.
  static final Map<String, Json.Fields> ALL = all();

  private Probes() {}

  private static Map<String, Json.Fields> all() {
    var all = new LinkedHashMap<String, Json.Fields>();
    bounds(all);
    sampling(all);
    tools(all);
    forms(all);
    thinking(all);
    labels(all);
    others(all);
    return Collections.unmodifiableMap(all);
  }

  private static void bounds(Map<String, Json.Fields> all) {
    put(all, "max_tokens", "'max_tokens':8");
    put(all, "max_completion_tokens", "'max_completion_tokens':8");
    put(all, "min_tokens", "'min_tokens':2,'max_tokens':8");
    put(all, "stop", "'stop':['x']");
    put(all, "stop_token_ids", "'stop_token_ids':[7]");
    put(all, "ignore_eos", "'ignore_eos':true");
    put(all, "n", "'n':2");
    put(all, "stream", "'stream':true");
    put(all, "stream_options", "'stream':true,'stream_options':{'include_usage':true}");
  }

  private static void sampling(Map<String, Json.Fields> all) {
    put(all, "temperature", "'temperature':0.5");
    put(all, "top_p", "'top_p':0.5");
    put(all, "top_k", "'top_k':5");
    put(all, "min_p", "'min_p':0.1");
    put(all, "frequency_penalty", "'frequency_penalty':0.5");
    put(all, "presence_penalty", "'presence_penalty':0.5");
    put(all, "repetition_penalty", "'repetition_penalty':1.1");
    put(all, "seed", "'seed':7");
    put(all, "logit_bias", "'logit_bias':{'7':1}");
    put(all, "logprobs", "'logprobs':true");
    put(all, "top_logprobs", "'logprobs':true,'top_logprobs':2");
  }

  private static void tools(Map<String, Json.Fields> all) {
    put(all, "tools", TOOLS);
    put(all, "tool_choice", TOOLS + ",'tool_choice':'required'");
    put(all, "parallel_tool_calls", TOOLS + ",'parallel_tool_calls':false");
    put(all, "functions", FUNCTIONS);
    put(all, "tools.strict", TOOLS.replace("'name'", "'strict':true,'name'"));
    put(all, "function_call", FUNCTIONS + ",'function_call':{'name':'f'}");
  }

  private static void forms(Map<String, Json.Fields> all) {
    put(all, "response_format", "'response_format':{'type':'json_object'}");
    put(all, "structured_outputs", "'structured_outputs':{'regex':'a+'}");
    put(all, "guided_json", "'guided_json':" + SCHEMA);
    put(all, "guided_regex", "'guided_regex':'a+'");
    put(all, "guided_choice", "'guided_choice':['a','b']");
    put(all, "guided_grammar", "'guided_grammar':'root ::= \\\"a\\\"'");
    put(all, "ebnf", "'ebnf':'root ::= \\\"a\\\"'");
    put(all, "regex", "'regex':'a+'");
    put(all, "json_schema", "'json_schema':" + SCHEMA);
  }

  private static void thinking(Map<String, Json.Fields> all) {
    put(all, "thinking", "'thinking':{'type':'enabled'}");
    put(all, "reasoning_effort", "'reasoning_effort':'low'");
    put(all, "reasoning", "'reasoning':{'effort':'low'}");
    put(all, "enable_thinking", "'enable_thinking':true");
    put(all, "preserve_thinking", "'preserve_thinking':true");
    put(all, "include_reasoning", "'include_reasoning':false");
    put(all, "chat_template", "'chat_template':'{{ messages[0].content }}'");
    put(all, "chat_template_kwargs", "'chat_template_kwargs':{'enable_thinking':true}");
  }

  private static void labels(Map<String, Json.Fields> all) {
    put(all, "user", "'user':'u'");
    put(all, "metadata", "'metadata':{'k':'v'}");
    put(all, "safety_identifier", "'safety_identifier':'s'");
    put(all, "prompt_cache_key", "'prompt_cache_key':'p'");
    put(all, "store", "'store':true");
    put(all, "service_tier", "'service_tier':'flex'");
  }

  private static void others(Map<String, Json.Fields> all) {
    put(all, "verbosity", "'verbosity':'low'");
    put(all, "modalities", "'modalities':['text','audio']");
    put(all, "audio", "'audio':{'voice':'alloy','format':'wav'}");
    put(all, "prediction", "'prediction':{'type':'content','content':'x'}");
    put(all, "web_search_options", "'web_search_options':{}");
    put(all, "return_token_ids", "'return_token_ids':true");
    put(all, "provider", "'provider':{'allow_fallbacks':false}");
    put(all, "models", "'models':['any']"); // with the model's own name in its place
    put(all, "route", "'route':'fallback'");
    put(all, "session_id", "'session_id':'s'");
    put(all, "continue_final_message", CONTINUED);
    put(all, "image_url", attached("'image_url','image_url':{'url':'" + IMAGE + "'}"));
    put(
        all,
        "input_audio",
        attached("'input_audio','input_audio':{'data':'" + SOUND + "','format':'wav'}"));
    put(all, "file", attached("'file','file':{'filename':'a.pdf','file_data':'" + DOCUMENT + "'}"));
    put(all, "file_id", attached("'file','file':{'file_id':'file-1'}"));
  }

  private static String attached(String part) {
    return "'messages':[{'role':'user','content':[{'type':" + part + "}]}]";
  }

  private static void put(Map<String, Json.Fields> all, String field, String members) {
    all.put(field, JsonReader.readObject("{" + members.replace('\'', '"') + "}"));
  }
}
