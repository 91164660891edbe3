package dev.millrace.gateway.route;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.catalog.Traits.Ability;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Refused;
import java.util.OptionalInt;

/// Fits whether and how much a model is to think to what the model can and its target can be told.
record Deliberation(Model model, Means.Thinking means, Habits habits, Lacking lacking) {
  /// Where nothing is said, the surface decides for models that can think.
  ///
  /// @param room the most tokens of the answer, thoughts included, where the request has a limit
  /// @throws Refused if a wish can neither be fulfilled nor left out
  Reasoning fit(Reasoning asked, OptionalInt room) {
    return switch (asked.mode()) {
      case UNSAID -> habit(asked);
      case OFF -> off(asked);
      case ON -> on(asked, room);
    };
  }

  private Reasoning habit(Reasoning asked) {
    boolean decides = model.traits().can(Ability.REASONING) && means.switched();
    return decides ? Reasoning.of(habits.reasoning()).withKept(asked.kept()) : asked;
  }

  private Reasoning off(Reasoning asked) {
    if (neverThinks()) {
      return unsaid(asked);
    }
    if (means.switched() && !means.stops()) {
      lacking.emulate(
          "reasoning",
          "the model " + model.id() + " always thinks; it does so as little as it can");
      return asked;
    }
    if (!means.switched()) {
      lacking.leave("reasoning", "whoever runs the model " + model.id() + " always lets it think");
      return unsaid(asked);
    }
    return asked;
  }

  private Reasoning on(Reasoning asked, OptionalInt room) {
    if (neverThinks()) {
      lacking.leave("reasoning", "the model " + model.id() + " does not think before it answers");
      return unsaid(asked);
    }
    var fitted = new Degrees(means, lacking).fit(asked, room);
    boolean plain = fitted.effort().isEmpty() && fitted.budget().isEmpty();
    if (!plain || means.switched()) {
      return fitted;
    }
    if (model.traits().can(Ability.REASONING)) {
      lacking.emulate("reasoning", "the model thinks as it does by itself");
    } else {
      lacking.leave("reasoning", "whoever runs the model " + model.id() + " cannot be told");
    }
    return unsaid(asked);
  }

  private boolean neverThinks() {
    return model.traits().cannot(Ability.REASONING) || means.will() == Means.Will.NEVER;
  }

  private static Reasoning unsaid(Reasoning asked) {
    return Reasoning.of(Reasoning.Mode.UNSAID).withKept(asked.kept());
  }
}
