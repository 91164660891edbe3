package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Sampling;
import dev.millrace.llm.Tools;
import java.util.Optional;

/// Writes one request for somebody else's server. What this dialect has no words for is refused.
final class RequestWriter {
  private static final double HOTTEST = 1;

  /// The least share of the likeliest tokens that a model takes while it thinks. (2026-11)
  static final double THINKING_SHARE = 0.95;

  private final Request request;
  private final Host host;
  private final Skill skill;
  private final Forced forced;
  private final JsonWriter json = new JsonWriter();

  RequestWriter(Request request, Host host) {
    this.request = request;
    this.host = host;
    this.skill = host.skill(request.model());
    this.forced = Forced.of(request, skill);
  }

  byte[] write() {
    if (!(request.prompt() instanceof Prompt.Conversation(var messages, var rendering))) {
      throw unsupported("prompt", "which takes messages alone");
    }
    if (rendering.continues() && !skill.prefills()) {
      throw unsupported("messages", "which does not go on from words of its own");
    }
    var conversation = Conversation.of(messages, host);
    var thinking = ThinkingWriter.of(request, skill, conversation.midway());
    json.object();
    venue();
    json.field("max_tokens", request.bounds().maxTokens().orElse(skill.longest()));
    new ConversationWriter(json, host).write(conversation, rendering.continues());
    tools(conversation, thinking);
    sampling(thinking.on());
    thinking.write(host.display(), json);
    output(thinking);
    stops();
    labels();
    return json.endObject().bytes();
  }

  private void venue() {
    switch (host.venue()) {
      case MESSAGES -> json.field("model", request.model()).field("stream", true);
      case VERTEX -> json.field("anthropic_version", "vertex-2023-10-16").field("stream", true);
      case BEDROCK -> json.field("anthropic_version", "bedrock-2023-05-31");
    }
    if (host.venue() != Host.Venue.MESSAGES) {
      var betas = Betas.of(request, host);
      if (!betas.isEmpty()) {
        json.array("anthropic_beta");
        betas.forEach(json::value);
        json.endArray();
      }
    }
  }

  private void tools(Conversation conversation, ThinkingWriter thinking) {
    var tools = forced.tools(request.tools());
    boolean must =
        tools.choice() instanceof Tools.Required || tools.choice() instanceof Tools.Named;
    if (must && thinking.on()) {
      throw unsupported("tool_choice", "which cannot think before a call that is demanded");
    }
    new ToolsWriter(json).write(tools, conversation.afterTools());
  }

  /// Values that change nothing are left out: newer models take one of the two alone. (2026-11)
  private void sampling(boolean thinks) {
    Sampling sampling = request.sampling();
    if (!skill.samples()) {
      return;
    }
    if (!thinks) {
      sampling
          .temperature()
          .ifPresent(heat -> {
            if (heat < HOTTEST) {
              json.field("temperature", heat);
            }
          });
      sampling.topK().ifPresent(most -> json.field("top_k", most));
    }
    sampling
        .topP()
        .ifPresent(share -> {
          if (share < 1 && (!thinks || share >= THINKING_SHARE)) {
            json.field("top_p", share);
          }
        });
  }

  private void output(ThinkingWriter thinking) {
    var format = request.constraint().filter(_ -> forced.isNothing());
    if (format.isEmpty() && thinking.effort().isEmpty()) {
      return;
    }
    json.object("output_config");
    thinking.effort().ifPresent(word -> json.field("effort", word));
    format.ifPresent(this::format);
    json.endObject();
  }

  private void format(Constraint constraint) {
    if (!(constraint.form() instanceof Constraint.Schema(var schema))) {
      throw unsupported(constraint.field(), "which holds answers to JSON Schemas alone");
    }
    json.object("format").field("type", "json_schema").field("schema", schema).endObject();
  }

  private void stops() {
    if (!request.bounds().stop().isEmpty()) {
      json.array("stop_sequences");
      request.bounds().stop().forEach(json::value);
      json.endArray();
    }
  }

  private void labels() {
    label("user")
        .or(() -> label("safety_identifier"))
        .ifPresent(user -> json.object("metadata").field("user_id", user).endObject());
    label("service_tier").ifPresent(tier -> json.field("service_tier", tier(tier)));
  }

  private Optional<String> label(String name) {
    return Optional.ofNullable(request.extras().get(name))
        .filter(Json.Text.class::isInstance)
        .map(value -> ((Json.Text) value).value());
  }

  private static String tier(String asked) {
    return switch (asked) {
      case "auto" -> "auto";
      case "default" -> "standard_only";
      default -> throw unsupported("service_tier", "which has no tier \"" + asked + "\"");
    };
  }

  static Refused unsupported(String field, String why) {
    return new Refused(
        new Failure.BadRequest(
            field, Problem.UNSUPPORTED, "cannot be asked of the provider of this model, " + why));
  }
}
