package dev.millrace.gateway.profile.bud;

import dev.millrace.gateway.dialect.Note.Fate;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.json.Value;
import dev.millrace.gateway.profile.Draft;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Names of models as TensorZero spells them: of a model, an embedding model or a function.
record Names(Functions functions, Surface surface) {
  private static final Surface CHAT = Surface.openAi("messages");
  private static final String PREFIX = "tensorzero::";
  private static final String MODEL = PREFIX + "model_name::";
  private static final String EMBEDDING_MODEL = PREFIX + "embedding_model_name::";
  private static final String FUNCTION = PREFIX + "function_name::";

  /// What a function is to go by.
  ///
  /// @param variant the one that the client wants
  record Wish(UUID episode, Optional<String> variant) {}

  /// Puts the plain name of a model in the place of what the client wrote. A function does the rest
  /// of its work, too.
  ///
  /// @return the labels of the function and its variant; none where no function is asked
  Map<String, String> resolve(Draft draft, Wish wish) {
    String name = draft.find("model").map(Names::text).orElse("");
    String rest = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
    if (name.startsWith(FUNCTION)) {
      return call(name.substring(FUNCTION.length()), draft, wish);
    }
    if (!rest.isEmpty() && !rest.contains("::")) {
      draft.note("model", Fate.RENAMED, "to " + FUNCTION + rest + ", as it is spelt now");
      return call(rest, draft, wish);
    }
    wish.variant().ifPresent(Names::noVariant);
    if (name.startsWith(MODEL)) {
      draft.put("model", new Json.Text(name.substring(MODEL.length())));
    } else if (name.startsWith(EMBEDDING_MODEL) && surface.prompt().equals("input")) {
      draft.put("model", new Json.Text(name.substring(EMBEDDING_MODEL.length())));
    } else if (!rest.isEmpty()) {
      throw new Refused(new Failure.ModelNotFound(name));
    }
    return Map.of();
  }

  private Map<String, String> call(String name, Draft draft, Wish wish) {
    var function =
        functions.find(name).orElseThrow(() -> new Refused(new Failure.NotFound("function", name)));
    if (!surface.equals(CHAT)) {
      throw refused("model", "is a function, which answers chat completions alone");
    }
    var variant =
        wish.variant()
            .map(wanted -> function.named(wanted).orElseThrow(() -> noSuch(wanted)))
            .orElseGet(() -> function.chosen(wish.episode()));
    new Calling(function, variant, draft).apply();
    return Map.of(Bud.FUNCTION, name, Bud.VARIANT, variant.name());
  }

  private static Refused noSuch(String variant) {
    return new Refused(new Failure.NotFound("variant", variant));
  }

  private static void noVariant(String variant) {
    throw refused(
        "tensorzero::variant_name", "names the variant of a function, and no function is asked");
  }

  private static Refused refused(String field, String why) {
    return new Refused(new Failure.BadRequest(field, Problem.UNSUPPORTED, why));
  }

  private static String text(Value model) {
    return model.json() instanceof Json.Text(var text) ? text : "";
  }
}
