package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.dialect.Means;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reasoning.Effort;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Who made a model that Bedrock serves. Converse is one protocol for all of them, but thinking, a few
/// parameters and the ids of calls are the maker's own (docs.aws.amazon.com, 2026-11).
public enum Family {
  /// Anthropic's Claude.
  ANTHROPIC("anthropic"),
  /// Amazon's Nova and Titan.
  AMAZON("amazon"),
  /// Mistral's; ids of calls have nine letters and digits there.
  MISTRAL("mistral"),
  /// OpenAI's with open weights.
  OPENAI("openai"),
  /// Any other, and models behind a name that tells nothing, as an application's inference profile.
  OTHER("other");

  private static final Set<Effort> THREE = Set.of(Effort.LOW, Effort.MEDIUM, Effort.HIGH);

  /// Those, and Titan, which do not think.
  private static final Pattern FIRST_NOVAS =
      Pattern.compile("nova-(?:micro|lite|pro|premier)-v1|titan");

  private final String word;

  Family(String word) {
    this.word = word;
  }

  /// What it is called in ids of models, in configurations, and as the maker of signatures.
  public String word() {
    return word;
  }

  /// The maker of the model of that id, as `us.anthropic.claude-opus-4-6-v1:0`.
  public static Family of(String model) {
    String id = model.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(family -> family != OTHER && id.contains(family.word + "."))
        .findFirst()
        .orElse(OTHER);
  }

  /// The one that is called so.
  public static Optional<Family> named(String word) {
    return Arrays.stream(values()).filter(family -> family.word.equals(word)).findFirst();
  }

  /// What all of them are called.
  public static List<String> words() {
    return Arrays.stream(values()).map(Family::word).toList();
  }

  /// What can be asked of a model of this maker's. Nova thinks from its second version on; the open
  /// models of OpenAI always do (2026-11).
  Means means(String model) {
    var all = Wire.means();
    return switch (this) {
      case ANTHROPIC -> Claude.means(all, model);
      case AMAZON ->
          all.thinking(
              FIRST_NOVAS.matcher(model).find()
                  ? Means.Thinking.never()
                  : new Means.Thinking(true, THREE, false));
      case OPENAI ->
          all.thinking(new Means.Thinking(true, THREE, false).willing(Means.Will.ALWAYS));
      case MISTRAL, OTHER ->
          all.thinking(new Means.Thinking(true, all.thinking().efforts(), false));
    };
  }

  /// Whether that is a signature of this maker.
  boolean signed(Part.Signature signature) {
    return signature.maker().equals(word);
  }

  /// Whether it takes marks of how far a prompt is worth keeping.
  boolean keepsPrompts() {
    return this == ANTHROPIC || this == AMAZON || this == OTHER;
  }
}
