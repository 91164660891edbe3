package dev.millrace.gateway.route.check;

import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Rendering;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What is asked when an answer has gone wrong: one other answer.
///
/// @param request what was asked at first
record Repairs(Request request) {
  private static final int LONGEST_TOLD = 4_000;
  private static final int CHARACTERS_PER_TOKEN = 4;

  /// That the model goes on after what was right.
  Request continued(String said) {
    return alone(said.length())
        .withPrompt(
            switch (request.prompt()) {
              case Prompt.Conversation(var messages, var rendering) ->
                  continued(messages, rendering, said.stripTrailing());
              case Prompt.Text(var text) -> new Prompt.Text(text + said.stripTrailing());
              case Prompt.Tokens _ -> request.prompt();
            });
  }

  /// That the model answers again, knowing what was wrong where it can be told.
  ///
  /// @param said the answer that was wrong
  Request again(String said, Violation violation) {
    return request.prompt() instanceof Prompt.Conversation(var messages, var rendering)
            && !rendering.continues()
        ? alone(0).withPrompt(told(messages, rendering, said, violation))
        : alone(0);
  }

  private static Prompt continued(List<Message> messages, Rendering rendering, String said) {
    var all = new ArrayList<>(messages);
    var begun = new Part.Text(said);
    if (rendering.continues()) {
      var last = all.removeLast();
      var parts = new ArrayList<>(last.parts());
      parts.add(begun);
      all.add(new Message(last.role(), last.name(), parts));
    } else {
      all.add(new Message(Role.ASSISTANT, Optional.empty(), List.of(begun)));
    }
    var onwards = new Rendering(rendering.template(), rendering.variables(), false, true);
    return new Prompt.Conversation(all, onwards);
  }

  private static Prompt told(
      List<Message> messages, Rendering rendering, String said, Violation violation) {
    var all = new ArrayList<>(messages);
    if (!said.isBlank()) {
      String shown = said.substring(0, Math.min(LONGEST_TOLD, said.length()));
      all.add(Message.of(Role.ASSISTANT, shown));
    }
    all.add(
        Message.of(
            Role.USER,
            "That answer is not of the form that was demanded: "
                + violation.what()
                + ". Answer again, in that form."));
    return new Prompt.Conversation(all, rendering);
  }

  /// Who goes on with an answer thinks no more: few providers would let it.
  private Request alone(int said) {
    var bounds = request.bounds();
    var left = bounds.maxTokens();
    if (left.isPresent()) {
      left = OptionalInt.of(Math.max(1, left.getAsInt() - said / CHARACTERS_PER_TOKEN));
    }
    var detail = request.detail();
    var one =
        request
            .withBounds(
                new Bounds(
                    left,
                    bounds.minTokens(),
                    bounds.stop(),
                    bounds.stopTokens(),
                    bounds.pastEnd(),
                    1))
            .withDetail(new Detail(detail.logprobs(), detail.tokens(), false));
    return said > 0 && request.reasoning().on() ? one.withReasoning(Reasoning.OFF) : one;
  }
}
