package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Tools;
import java.util.Map;
import java.util.Optional;

/// Fits what a request asks for beside parameters to what can be asked for at its target. A prompt is
/// never changed for another.
///
/// @param model its name, for people
record Asks(String model, Means means, Lacking lacking) {
  /// @throws Refused if something can neither be asked for nor left out
  Request fit(Request request) {
    return tools(detail(prompt(request)));
  }

  private Request prompt(Request request) {
    return switch (request.prompt()) {
      case Prompt.Text _ -> needing(Ask.TEXT_PROMPTS, "takes no text as it is", request);
      case Prompt.Tokens _ -> needing(Ask.TOKEN_PROMPTS, "takes no tokens", request);
      case Prompt.Conversation(var messages, var rendering) -> {
        var fitted = template(rendering);
        yield fitted.equals(rendering)
            ? request
            : request.withPrompt(new Prompt.Conversation(messages, fitted));
      }
    };
  }

  private Request needing(Ask ask, String lack, Request request) {
    if (!means.has(ask)) {
      throw Lacking.refuse("prompt", whoever() + lack + "; send messages");
    }
    return request;
  }

  /// How a conversation becomes a text is the provider's affair unless it can be told.
  private Rendering template(Rendering rendering) {
    if (rendering.continues() && !means.has(Ask.PREFILL)) {
      String why = whoever() + "cannot go on from words of the assistant";
      throw Lacking.refuse("continue_final_message", why);
    }
    if (means.has(Ask.TEMPLATES)) {
      return rendering;
    }
    String why = whoever() + "has a template of its own";
    if (rendering.template().isPresent()) {
      lacking.leave("chat_template", why);
    }
    if (!rendering.variables().isEmpty()) {
      lacking.leave("chat_template_kwargs", why);
    }
    boolean silent = !rendering.answers() && !rendering.continues();
    if (silent) {
      lacking.leave("add_generation_prompt", why);
    }
    return new Rendering(
        Optional.empty(), Map.of(), rendering.answers() || silent, rendering.continues());
  }

  private Request detail(Request request) {
    var asked = request.detail();
    boolean tokens = kept(asked.tokens(), Ask.TOKEN_IDS, "return_token_ids");
    boolean prompt = kept(asked.prompt(), Ask.ECHO, "echo");
    return request.withDetail(new Detail(asked.logprobs(), tokens, prompt, prompt && asked.echo()));
  }

  private boolean kept(boolean asked, Ask ask, String field) {
    if (!asked || means.has(ask)) {
      return asked;
    }
    lacking.leave(field, whoever() + "does not tell");
    return false;
  }

  private Request tools(Request request) {
    var asked = request.tools();
    if (asked.callable().isEmpty()) {
      return request;
    }
    if (!means.has(Ask.TOOLS)) {
      lacking.leave("tools", whoever() + "is told of no tools");
      return request.withTools(Tools.none());
    }
    return request.withTools(new Tools(asked.declared(), choice(asked), asked.parallel()));
  }

  private Tools.Choice choice(Tools asked) {
    return switch (asked.choice()) {
      case Tools.Required _, Tools.Named _ when !means.has(Ask.FORCED_CALLS) -> {
        lacking.leave("tool_choice", whoever() + "cannot be made to call a tool");
        yield new Tools.Auto();
      }
      case Tools.Auto _, Tools.None _, Tools.Required _, Tools.Named _ -> asked.choice();
    };
  }

  private String whoever() {
    return "whoever runs the model " + model + " ";
  }
}
