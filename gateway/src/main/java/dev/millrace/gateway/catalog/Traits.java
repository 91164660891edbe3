package dev.millrace.gateway.catalog;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What is known of a model beside its name and price.
///
/// @param displayName what people call it
/// @param abilities what it can do; absent: nobody said, so that everything is tried
/// @param thinking how its thoughts are handled
/// @param zeroRetention whether nobody on its way keeps prompts or answers
/// @param tier the plan that it belongs to, as its seller names it
/// @param maxOutput the most tokens of one answer; absent: up to the window
/// @param policy what becomes of parameters that it must not get
public record Traits(
    Optional<String> displayName,
    Optional<String> description,
    Optional<Set<Ability>> abilities,
    Thinking thinking,
    boolean zeroRetention,
    Optional<String> tier,
    OptionalInt maxOutput,
    ParameterPolicy policy) {
  public Traits {
    abilities = abilities.map(Set::copyOf);
  }

  /// Something that not every model can do.
  public enum Ability {
    /// It sees images.
    VISION,
    /// It hears.
    AUDIO,
    /// It reads documents, as PDF.
    DOCUMENTS,
    /// It calls tools.
    TOOLS,
    /// It can think before it answers.
    REASONING
  }

  /// How thoughts are handled.
  ///
  /// @param inline whether they stay in the text of an answer, as `<think>…</think>`
  /// @param preserved whether those of earlier turns can be put before the model again, in the same
  ///     form
  public record Thinking(boolean inline, boolean preserved) {}

  /// Nothing is known.
  public static Traits unknown() {
    return new Traits(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Thinking(false, false),
        false,
        Optional.empty(),
        OptionalInt.empty(),
        ParameterPolicy.none());
  }

  /// Whether it is said that the model can do that.
  public boolean can(Ability ability) {
    return abilities.filter(all -> all.contains(ability)).isPresent();
  }

  /// Whether it is said that the model cannot do that.
  public boolean cannot(Ability ability) {
    return abilities.filter(all -> !all.contains(ability)).isPresent();
  }

  /// The same with these abilities, unless some are known already.
  public Traits orAble(Set<Ability> usual) {
    return new Traits(
        displayName,
        description,
        abilities.or(() -> Optional.of(usual)),
        thinking,
        zeroRetention,
        tier,
        maxOutput,
        policy);
  }

  /// The same for a model of which nobody keeps anything.
  public Traits keepingNothing() {
    return new Traits(displayName, description, abilities, thinking, true, tier, maxOutput, policy);
  }
}
