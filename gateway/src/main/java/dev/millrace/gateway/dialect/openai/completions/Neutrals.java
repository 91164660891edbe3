package dev.millrace.gateway.dialect.openai.completions;

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
          only("add_special_tokens", "true"),
          only("skip_special_tokens", "true"),
          only("include_stop_str_in_output", "false"),
          never("prompt_embeds"),
          never("prompt_logprobs"),
          never("truncate_prompt_tokens"));

  private Neutrals() {}
}
