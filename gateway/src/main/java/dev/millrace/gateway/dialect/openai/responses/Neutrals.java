package dev.millrace.gateway.dialect.openai.responses;

import static dev.millrace.gateway.dialect.openai.request.Neutral.label;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.request.Neutral;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import java.util.List;
import java.util.Map;

/// The fields of this dialect that ask nothing of the model.
final class Neutrals {
  /// Those that Chat Completions has, too.
  static final List<Neutral> LABELS =
      List.of(
          label("user"), label("metadata"), label("safety_identifier"), label("prompt_cache_key"));

  /// Those that are left out, and why.
  private static final Map<String, String> DROPPED =
      Map.of(
          "client_metadata", "is for OpenAI alone",
          "context_management", "nothing is compacted here",
          "max_tool_calls", "bounds tools that run at OpenAI; none do here",
          "moderation", "nothing is moderated here",
          "prompt_cache_options", "prompts are cached as they come",
          "prompt_cache_retention", "prompts are cached as they come");

  private Neutrals() {}

  /// Reads all the others.
  static void read(Members body, Rest rest) {
    DROPPED.forEach((name, why) ->
        body.find(name).ifPresent(value -> rest.note(Note.dropped(value.path(), why))));
    rest.never(body, "conversation");
    rest.never(body, "prompt");
    body.find("service_tier").ifPresent(tier -> tier(tier, rest));
    body.find("truncation").ifPresent(value -> truncation(value, rest));
  }

  private static void tier(Value tier, Rest rest) {
    switch (tier.text()) {
      case "auto", "default" -> {}
      default -> rest.note(Note.dropped(tier.path(), "there is one tier of service"));
    }
  }

  private static void truncation(Value truncation, Rest rest) {
    switch (truncation.text()) {
      case "disabled" -> {}
      case "auto" ->
          rest.note(
              Note.dropped(
                  truncation.path(), "an input that is too long is refused, never shortened"));
      default -> throw truncation.outside("\"auto\" or \"disabled\"");
    }
  }
}
