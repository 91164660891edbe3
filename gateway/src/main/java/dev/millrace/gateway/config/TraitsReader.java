package dev.millrace.gateway.config;

import dev.millrace.gateway.catalog.ParameterPolicy;
import dev.millrace.gateway.catalog.Traits;
import dev.millrace.gateway.catalog.Traits.Ability;
import dev.millrace.gateway.yaml.Closest;
import dev.millrace.gateway.yaml.Fields;
import dev.millrace.llm.Parameter;
import dev.millrace.llm.Parameter.Span;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads what a file tells of a model beside its name, source and price.
///
/// @param model the keys of the model
record TraitsReader(Fields model) {
  Traits read() {
    var maxOutput = model.whole("max-output", 1, Integer.MAX_VALUE);
    return new Traits(
        model.text("display-name"),
        model.text("description"),
        abilities(),
        new Traits.Thinking(
            model.flag("inline-thinking").orElse(false),
            model.flag("preserve-thinking").orElse(false)),
        model.flag("zdr").orElse(false),
        model.text("tier"),
        maxOutput.isPresent() ? OptionalInt.of((int) maxOutput.getAsLong()) : OptionalInt.empty(),
        policy());
  }

  private Optional<Set<Ability>> abilities() {
    if (!model.has("capabilities")) {
      return Optional.empty();
    }
    var said = model.group("capabilities");
    var abilities = EnumSet.noneOf(Ability.class);
    for (var ability : Ability.values()) {
      if (said.flag(ability.name().toLowerCase(Locale.ROOT)).orElse(false)) {
        abilities.add(ability);
      }
    }
    said.end();
    return Optional.of(abilities);
  }

  private ParameterPolicy policy() {
    var said = model.group("parameters");
    var strip = named(said, "strip");
    var reject = named(said, "reject");
    var clamp = clamp(said);
    said.end();
    reject.stream()
        .filter(one -> strip.contains(one) || clamp.containsKey(one))
        .findFirst()
        .ifPresent(one ->
            said.problem("reject", "names `" + one.word() + "`, which is treated otherwise, too"));
    return new ParameterPolicy(strip, clamp, reject);
  }

  private static Set<Parameter> named(Fields said, String key) {
    var all = EnumSet.noneOf(Parameter.class);
    said.texts(key).values().forEach(word -> known(said, key, word).ifPresent(all::add));
    return all;
  }

  private static Map<Parameter, Span> clamp(Fields said) {
    var all = new EnumMap<Parameter, Span>(Parameter.class);
    said.named("clamp")
        .forEach((word, range) -> {
          var span = span(range);
          known(said, "clamp", word)
              .filter(one -> numeric(said, one))
              .ifPresent(one -> span.ifPresent(ends -> all.put(one, ends)));
        });
    return all;
  }

  private static boolean numeric(Fields said, Parameter parameter) {
    if (!parameter.numeric()) {
      said.problem("clamp", "names `" + parameter.word() + "`, which is no number");
    }
    return parameter.numeric();
  }

  private static Optional<Span> span(Fields range) {
    var least = range.signed("least");
    var most = range.signed("most");
    range.end();
    if (least.isEmpty() && most.isEmpty()) {
      range.problem("least", "or `most` must be given");
      return Optional.empty();
    }
    double low = least.orElse(Double.NEGATIVE_INFINITY);
    double high = most.orElse(Double.POSITIVE_INFINITY);
    if (low > high) {
      range.problem("least", "must not be more than `most`");
      return Optional.empty();
    }
    return Optional.of(new Span(low, high));
  }

  private static Optional<Parameter> known(Fields said, String key, String word) {
    var known = Parameter.of(word);
    if (known.isEmpty()) {
      said.problem(
          key,
          "names `" + word + "`, which is no parameter" + Closest.hint(word, Parameter.words()));
    }
    return known;
  }
}
