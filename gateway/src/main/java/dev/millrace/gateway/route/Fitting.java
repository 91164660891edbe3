package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Traits.Ability;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.chat.Extras;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Message;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import dev.millrace.llm.Tools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Makes a request fit who is going to get it. What the model or its target cannot honour is
/// refused by name or, where the terms say so, left out; all that was changed is noted.
///
/// @param notes is told of what was changed
record Fitting(Model model, Target target, Terms terms, Consumer<Note> notes) {
  /// @throws Refused if something cannot be honoured
  Request fit(Request request) {
    new Senses(model).check(request.messages());
    var fitted = new Policies(model, notes).apply(request);
    fitted = parameters(fitted);
    fitted = fitted.withReasoning(reasoning(fitted.reasoning()));
    fitted = thoughts(fitted);
    fitted = tools(fitted);
    fitted = output(fitted);
    fitted = extras(fitted);
    return cachePoints(fitted);
  }

  /// What the target's protocol has no word for, or not for that value.
  private Request parameters(Request request) {
    var means = target.means();
    var fitted = request;
    for (var parameter : Parameter.values()) {
      var lens = new Lens(parameter);
      if (!lens.isSaid(fitted)) {
        continue;
      }
      if (!means.parameters().contains(parameter)) {
        leave(parameter.word(), "whoever runs the model " + model.id() + " has no word for it");
        fitted = lens.without(fitted);
      } else if (means.spans().containsKey(parameter)) {
        fitted = new Clamp(lens, means.spans().get(parameter), notes).apply(fitted);
      }
    }
    return fitted;
  }

  /// Where nothing is said, the surface decides for models that can think.
  private Reasoning reasoning(Reasoning asked) {
    var traits = model.traits();
    return switch (asked.mode()) {
      case UNSAID ->
          traits.can(Ability.REASONING)
              ? Reasoning.of(terms.habits().reasoning()).withKept(asked.kept())
              : asked;
      case OFF -> traits.cannot(Ability.REASONING) ? unsaid(asked) : asked;
      case ON -> {
        if (traits.cannot(Ability.REASONING)) {
          leave("reasoning", "the model " + model.id() + " does not think before it answers");
          yield unsaid(asked);
        }
        yield degrees(asked);
      }
    };
  }

  private static Reasoning unsaid(Reasoning asked) {
    return Reasoning.of(Reasoning.Mode.UNSAID).withKept(asked.kept());
  }

  /// Some think or do not, and know no degrees.
  private Reasoning degrees(Reasoning asked) {
    boolean plain = asked.effort().isEmpty() && asked.budget().isEmpty();
    var thinking = target.means().thinking();
    if (plain || thinking.budget() || !thinking.efforts().isEmpty()) {
      return asked;
    }
    String field = asked.effort().isPresent() ? "reasoning_effort" : "thinking_budget";
    notes.accept(
        new Note(
            field, Note.Fate.EMULATED, "the model thinks as much as it likes; it has no degrees"));
    return Reasoning.ON.withKept(asked.kept());
  }

  private Request thoughts(Request request) {
    if (model.traits().thinking().preserved()) {
      return KeptThoughts.apply(request);
    }
    if (request.reasoning().kept()) {
      leave(
          "preserve_thinking",
          "the model " + model.id() + " does not go on from the thoughts of earlier turns");
    }
    return request.withReasoning(request.reasoning().withKept(false));
  }

  /// A provider that speaks the dialect they are from gets all of them.
  private Request extras(Request request) {
    var known = target.means().extras();
    if (known.isEmpty()) {
      return request;
    }
    var kept = new HashMap<>(request.extras());
    var unknown = new TreeSet<>(request.extras().keySet());
    unknown.removeAll(known.get());
    for (String name : unknown) {
      String why = "the model " + model.id() + " has no such thing";
      switch (Extras.weight(name)) {
        case LABEL -> {}
        case HINT -> {
          notes.accept(Note.dropped(name, why));
          kept.remove(name);
        }
        case DEMAND -> {
          leave(name, why);
          kept.remove(name);
        }
      }
    }
    return request.withExtras(kept);
  }

  private Request tools(Request request) {
    if (request.tools().callable().isEmpty() || !model.traits().cannot(Ability.TOOLS)) {
      return request;
    }
    leave("tools", "the model " + model.id() + " does not call tools");
    return request.withTools(Tools.none());
  }

  /// No answer is longer than the model's longest.
  private Request output(Request request) {
    var most = model.traits().maxOutput();
    int asked = request.bounds().maxTokens().orElse(0);
    if (most.isEmpty() || asked <= most.getAsInt()) {
      return request;
    }
    String why = "an answer of " + model.id() + " has at most " + most.getAsInt() + " tokens";
    notes.accept(new Note("max_tokens", Note.Fate.CLAMPED, why));
    return new Lens(Parameter.MAX_TOKENS).with(request, OptionalDouble.of(most.getAsInt()));
  }

  private Request cachePoints(Request request) {
    if (!(request.prompt() instanceof Prompt.Conversation(var messages, var rendering))
        || messages.stream().noneMatch(Fitting::marked)
        || target.means().has(Ask.CACHE_POINTS)) {
      return request;
    }
    notes.accept(
        target.means().has(Ask.KEPT_PREFIXES)
            ? new Note("cache_control", Note.Fate.EMULATED, "prefixes of prompts are kept anyway")
            : Note.dropped("cache_control", "the provider has no word for it"));
    var plain = new ArrayList<Message>();
    for (var message : messages) {
      List<Part> parts =
          message.parts().stream().filter(part -> !(part instanceof Part.CachePoint)).toList();
      plain.add(new Message(message.role(), message.name(), parts));
    }
    return request.withPrompt(new Prompt.Conversation(plain, rendering));
  }

  private static boolean marked(Message message) {
    return message.parts().stream().anyMatch(Part.CachePoint.class::isInstance);
  }

  /// @throws Refused unless it may be left out
  private void leave(String field, String why) {
    if (terms.unknown() == Unknown.REFUSE) {
      throw new Refused(new Failure.BadRequest(field, Problem.UNSUPPORTED, why));
    }
    notes.accept(Note.dropped(field, why));
  }
}
