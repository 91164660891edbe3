package dev.millrace.gateway.dialect.openai.chat;

import static dev.millrace.gateway.dialect.openai.request.Neutral.label;
import static dev.millrace.gateway.dialect.openai.request.Neutral.never;
import static dev.millrace.gateway.dialect.openai.request.Neutral.only;

import dev.millrace.gateway.dialect.openai.request.Neutral;
import java.util.List;

/// The fields of this dialect that ask nothing of the model.
final class Neutrals {
  static final List<Neutral> ALL =
      List.of(
          label("user"),
          label("metadata"),
          label("safety_identifier"),
          label("prompt_cache_key"),
          only("store", "false"),
          only("service_tier", "'auto'", "'default'"),
          only("modalities", "['text']"),
          only("verbosity", "'medium'"),
          only("functions", "[]"),
          only("function_call", "'none'", "'auto'"),
          only("add_special_tokens", "false"),
          only("echo", "false"),
          only("include_reasoning", "true"),
          only("include_stop_str_in_output", "false"),
          only("separate_reasoning", "true"),
          only("skip_special_tokens", "true"),
          only("stream_reasoning", "true"),
          never("audio"),
          never("mm_processor_kwargs"),
          never("moderation"),
          never("prediction"),
          never("prompt_cache_options"),
          never("prompt_logprobs"),
          only("prompt_cache_retention", "'in_memory'"),
          never("web_search_options"));

  private Neutrals() {}
}
