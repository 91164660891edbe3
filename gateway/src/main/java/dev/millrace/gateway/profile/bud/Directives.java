package dev.millrace.gateway.profile.bud;

import dev.millrace.gateway.dialect.Note.Fate;
import dev.millrace.gateway.json.Value;
import dev.millrace.gateway.profile.Draft;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a request says to TensorZero itself, in fields that begin with `tensorzero::`.
///
/// @param variant the variant of a function that is to answer
/// @param dryrun whether no record is to be kept
record Directives(Optional<String> variant, boolean dryrun) {
  private static final String PREFIX = "tensorzero::";

  /// What would change what is sent to a provider behind the gateway's back.
  private static final List<String> REFUSED =
      List.of("extra_body", "extra_headers", "credentials", "provider_tools");

  /// Takes them out of a request; what cannot be honoured is refused or noted by its name.
  static Directives take(Draft draft) {
    var variant = draft.take(PREFIX + "variant_name").map(Value::text);
    boolean dryrun = draft.take(PREFIX + "dryrun").map(Value::bool).orElse(false);
    REFUSED.forEach(name -> refuse(draft, PREFIX + name));
    draft.take(PREFIX + "deny_unknown_fields").ifPresent(Directives::refuseOn);
    draft.take(PREFIX + "cache_options").ifPresent(given -> cache(given, draft));
    draft.names().stream()
        .filter(name -> name.startsWith(PREFIX))
        .forEach(name ->
            draft
                .take(name)
                .ifPresent(_ -> draft.note(name, Fate.DROPPED, "we have nothing of that name")));
    return new Directives(variant, dryrun);
  }

  private static void refuse(Draft draft, String name) {
    draft
        .take(name)
        .filter(value -> !isEmpty(value.json()))
        .ifPresent(value -> {
          throw value.refuse(
              Problem.UNSUPPORTED,
              "is not supported: what goes to a provider is the operator's to say");
        });
  }

  private static void refuseOn(Value deny) {
    if (deny.bool()) {
      throw deny.refuse(
          Problem.UNSUPPORTED, "is not supported; send the header X-Millrace-Params: strict");
    }
  }

  /// There is no cache of answers, so that only the wish to have none is granted.
  private static void cache(Value given, Draft draft) {
    boolean off =
        given.object().find("enabled").filter(enabled -> enabled.text().equals("off")).isPresent();
    if (!off) {
      draft.note(given.path(), Fate.DROPPED, "answers are not cached");
    }
  }

  private static boolean isEmpty(Json json) {
    return switch (json) {
      case Json.Items(var values) -> values.isEmpty();
      case Json.Fields(var values) -> values.equals(Map.of());
      case Json.Text _, Json.Numeral _, Json.Bool _, Json.Null _ -> false;
    };
  }
}
