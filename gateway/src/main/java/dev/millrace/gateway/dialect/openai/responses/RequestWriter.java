package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.openai.chat.Extras;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/// Writes one request for somebody else's server. What this dialect has no words for is refused.
final class RequestWriter {
  private static final String VERBOSITY = "verbosity";

  /// The fields of Chat Completions that this dialect has, too.
  static final Set<String> EXTRAS =
      Set.of(
          "user",
          "metadata",
          "safety_identifier",
          "prompt_cache_key",
          "prompt_cache_retention",
          "service_tier",
          VERBOSITY);

  /// What stands for thinking as much as the model likes to.
  private static final String USUAL = "medium";

  private final Request request;
  private final JsonWriter json = new JsonWriter();

  RequestWriter(Request request) {
    this.request = request;
  }

  byte[] write() {
    new Wordless(request).check();
    json.object().field("model", request.model());
    conversation();
    new ToolsWriter(json).write(request.tools());
    number("temperature", request.sampling().temperature());
    number("top_p", request.sampling().topP());
    request.bounds().maxTokens().ifPresent(most -> json.field("max_output_tokens", most));
    request.detail().logprobs().ifPresent(top -> json.field("top_logprobs", top));
    reasoning();
    text();
    include();
    extras();
    return json.field("store", false).field("stream", true).endObject().bytes();
  }

  /// One text of the system's at the head is the instructions, if anything follows.
  private void conversation() {
    var messages = request.messages();
    var rest = messages;
    if (messages.size() > 1 && isInstruction(messages.getFirst())) {
      json.field("instructions", messages.getFirst().text());
      rest = messages.subList(1, messages.size());
    }
    json.array("input");
    new ItemsWriter(json).write(rest);
    json.endArray();
  }

  private static boolean isInstruction(Message message) {
    return message.role() == Role.SYSTEM
        && message.parts().size() == 1
        && message.parts().getFirst() instanceof Part.Text;
  }

  private void reasoning() {
    var reasoning = request.reasoning();
    switch (reasoning.mode()) {
      case UNSAID -> {}
      case OFF -> json.object("reasoning").field("effort", "none").endObject();
      case ON ->
          json.object("reasoning")
              .field("effort", reasoning.effort().map(RequestWriter::word).orElse(USUAL))
              .field("summary", "auto")
              .endObject();
    }
  }

  private static String word(Reasoning.Effort effort) {
    return effort.name().toLowerCase(Locale.ROOT);
  }

  private void text() {
    var verbosity = Optional.ofNullable(request.extras().get(VERBOSITY));
    if (verbosity.isEmpty() && request.constraint().isEmpty()) {
      return;
    }
    json.object("text");
    request.constraint().ifPresent(this::format);
    verbosity.ifPresent(value -> json.field(VERBOSITY, value));
    json.endObject();
  }

  private void format(Constraint constraint) {
    json.object("format");
    switch (constraint.form()) {
      case Constraint.JsonObject _ -> json.field("type", "json_object");
      case Constraint.Schema(var schema) ->
          json.field("type", "json_schema")
              .field("name", "answer")
              .field("schema", schema)
              .field("strict", true);
      case Constraint.Regex _,
          Constraint.Grammar _,
          Constraint.Choice _,
          Constraint.Literal _,
          Constraint.Marker _,
          Constraint.AnyText _,
          Constraint.Sequence _,
          Constraint.Either _,
          Constraint.Repeated _ ->
          throw Wordless.unsupported(constraint.field());
    }
    json.endObject();
  }

  /// Models that do not think refuse to encrypt what they thought. (2026-11)
  private void include() {
    var include = new ArrayList<String>();
    if (request.reasoning().on()) {
      include.add("reasoning.encrypted_content");
    }
    if (request.detail().logprobs().isPresent()) {
      include.add("message.output_text.logprobs");
    }
    if (!include.isEmpty()) {
      json.array("include");
      include.forEach(json::value);
      json.endArray();
    }
  }

  private void extras() {
    new TreeMap<>(request.extras())
        .forEach((name, value) -> {
          if (!name.equals(VERBOSITY)) {
            extra(name, value);
          }
        });
  }

  private void extra(String name, Json value) {
    if (EXTRAS.contains(name)) {
      json.field(name, value);
    } else if (Extras.weight(name) != Extras.Weight.LABEL) {
      throw Wordless.unsupported(name);
    }
  }

  private void number(String name, OptionalDouble value) {
    value.ifPresent(number -> json.field(name, number));
  }

  /// Refuses what this dialect has no words for.
  private record Wordless(Request request) {
    void check() {
      var bounds = request.bounds();
      var sampling = request.sampling();
      refuse(!bounds.stop().isEmpty(), "stop");
      refuse(!bounds.stopTokens().isEmpty(), "stop_token_ids");
      refuse(bounds.choices() > 1, "n");
      refuse(bounds.minTokens() > 0, "min_tokens");
      refuse(bounds.pastEnd(), "ignore_eos");
      refuse(sampling.topK().isPresent(), "top_k");
      refuse(sampling.minP().isPresent(), "min_p");
      refuse(sampling.seed().isPresent(), "seed");
      refuse(!sampling.logitBias().isEmpty(), "logit_bias");
      refuse(request.detail().tokens(), "return_token_ids");
      refuse(request.detail().prompt(), "echo");
      penalties();
      prompt();
    }

    private void penalties() {
      var sampling = request.sampling();
      refuse(sampling.repetitionPenalty().isPresent(), "repetition_penalty");
      refuse(sampling.frequencyPenalty().isPresent(), "frequency_penalty");
      refuse(sampling.presencePenalty().isPresent(), "presence_penalty");
    }

    private void prompt() {
      switch (request.prompt()) {
        case Prompt.Conversation(_, Rendering rendering) -> {
          refuse(rendering.template().isPresent(), "chat_template");
          refuse(!rendering.variables().isEmpty(), "chat_template_kwargs");
          refuse(rendering.continues(), "continue_final_message");
          refuse(!rendering.answers(), "add_generation_prompt");
        }
        case Prompt.Text _, Prompt.Tokens _ -> throw unsupported("prompt");
      }
    }

    private static void refuse(boolean asked, String field) {
      if (asked) {
        throw unsupported(field);
      }
    }

    static Refused unsupported(String field) {
      return new Refused(
          new Failure.BadRequest(
              field, Problem.UNSUPPORTED, "cannot be asked of the provider of this model"));
    }
  }
}
