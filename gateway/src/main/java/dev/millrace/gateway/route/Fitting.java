package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Traits.Ability;
import dev.millrace.gateway.dialect.Means.Ask;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.chat.Extras;
import dev.millrace.gateway.route.check.Checks;
import dev.millrace.gateway.route.check.Languages;
import dev.millrace.llm.Message;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
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
/// @param place who is going to get it
/// @param languages of forms that answers are held to here
/// @param notes is told of what was changed
record Fitting(Model model, Place place, Terms terms, Languages languages, Consumer<Note> notes) {
  /// @throws Refused if something cannot be honoured
  Request fit(Request request) {
    new Senses(model, place.means()).check(request.messages());
    var fitted = new Policies(model, notes).apply(request);
    fitted = parameters(fitted);
    fitted = tools(fitted);
    fitted = new Asks(model.id(), place.means(), lacking()).fit(fitted);
    fitted = output(fitted);
    fitted = reasoning(fitted);
    fitted = thoughts(fitted);
    fitted = new Signatures(place.means().makers(), notes).strip(fitted);
    fitted = extras(fitted);
    fitted = cachePoints(fitted);
    return forms().told(forms().fit(fitted), checks(fitted));
  }

  /// What answers are held to here.
  ///
  /// @param request before it was fitted
  /// @throws Refused if a form cannot be enforced
  Checks checks(Request request) {
    var silent = new Forms(model.id(), place.means(), new Lacking(Unknown.DROP, _ -> {}));
    return Checks.of(silent.fit(request), place.means(), languages, repairs());
  }

  private int repairs() {
    return terms.repairs().orElse(model.manner().repairs());
  }

  private Forms forms() {
    return new Forms(model.id(), place.means(), lacking());
  }

  private Request reasoning(Request request) {
    var deliberation = new Deliberation(model, place.means().thinking(), terms.habits(), lacking());
    var fitted =
        request.withReasoning(deliberation.fit(request.reasoning(), request.bounds().maxTokens()));
    return new Apart(model.id(), place.means().thinking().apart(), lacking()).fit(fitted);
  }

  /// What the target's protocol has no word for, or not for that value.
  private Request parameters(Request request) {
    var means = place.means();
    var fitted = request;
    for (var parameter : Parameter.values()) {
      var lens = new Lens(parameter);
      if (!lens.isSaid(fitted)) {
        continue;
      }
      if (!means.parameters().contains(parameter)) {
        if (!lens.changesNothing(fitted)) {
          leave(parameter.word(), "whoever runs the model " + model.id() + " has no word for it");
        }
        fitted = lens.without(fitted);
      } else if (means.spans().containsKey(parameter)) {
        fitted = new Clamp(lens, means.spans().get(parameter), notes).apply(fitted);
      }
    }
    return fitted;
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
    var known = place.means().extras();
    var kept = new HashMap<>(request.extras());
    var unknown = new TreeSet<>(request.extras().keySet());
    unknown.removeIf(
        name -> known.map(all -> all.contains(name)).orElseGet(() -> Extras.isOfChat(name)));
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
        || place.means().has(Ask.CACHE_POINTS)) {
      return request;
    }
    notes.accept(
        place.means().has(Ask.KEPT_PREFIXES)
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
    lacking().leave(field, why);
  }

  private Lacking lacking() {
    return new Lacking(terms.unknown(), notes);
  }
}
