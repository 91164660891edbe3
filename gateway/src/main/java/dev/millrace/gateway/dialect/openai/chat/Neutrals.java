package dev.millrace.gateway.dialect.openai.chat;

import static dev.millrace.gateway.dialect.openai.request.Neutral.never;
import static dev.millrace.gateway.dialect.openai.request.Neutral.only;

import dev.millrace.gateway.dialect.openai.request.Neutral;
import java.util.List;

/// The fields of this dialect that ask nothing of the model.
final class Neutrals {
  static final List<Neutral> ALL =
      List.of(
          only("add_special_tokens", "false"),
          only("echo", "false"),
          only("include_stop_str_in_output", "false"),
          only("skip_special_tokens", "true"),
          only("stream_reasoning", "true"),
          never("prompt_logprobs"));

  private Neutrals() {}
}
