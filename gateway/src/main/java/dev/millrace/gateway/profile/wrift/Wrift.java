package dev.millrace.gateway.profile.wrift;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Note.Fate;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.Style.StreamedUsage;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.json.Value;
import dev.millrace.gateway.profile.Draft;
import dev.millrace.gateway.profile.Opening;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reasoning;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Wrift's surface (WriftAI, API document of 2026): models are `owner/name` or
/// `owner/name:version`, what is wrong with a request is a 422 with a list, nothing streams but
/// Anthropic's Messages, and every answer is a prediction that can be looked up.
public final class Wrift implements Profile {
  private static final Pattern MODEL = Pattern.compile("[^/:\\s]+/[^/:\\s]+(:\\d{1,9})?");
  private static final int UUID_LENGTH = 36;
  private static final Json FINGERPRINT = new Json.Text("fp_millrace");

  private static final String ROOT = "/v1/";

  private final Standard standard;

  public Wrift(InstantSource clock) {
    this.standard = new Standard(clock);
  }

  /// The id of the prediction behind an answer.
  ///
  /// @param answer the id of the answer, as [#newId] made it
  public static String prediction(String answer) {
    return answer.substring(answer.length() - UUID_LENGTH);
  }

  @Override
  public String newId(String prefix) {
    return standard.newId(prefix);
  }

  @Override
  public Unknown unknownFields(Surface surface, Optional<String> wish) {
    boolean strict = wish.filter(value -> value.strip().equalsIgnoreCase("strict")).isPresent();
    return strict ? Unknown.REFUSE : Unknown.DROP;
  }

  @Override
  public ErrorBody error(Failure failure, String requestId, Surface surface) {
    return switch (surface.family()) {
      case OPENAI -> Details.write(failure, surface.prompt());
      case ANTHROPIC -> standard.error(failure, requestId, surface);
    };
  }

  @Override
  public Style style() {
    return new Style(StreamedUsage.LAST, false, false, false, true);
  }

  @Override
  public Habits habits() {
    return new Habits(false, Reasoning.Mode.UNSAID);
  }

  @Override
  public Opening open(Surface surface, Json.Fields body, Map<String, String> headers) {
    var draft = new Draft(body);
    draft.find("model").filter(Wrift::isText).ifPresent(Wrift::checkName);
    return switch (surface.family()) {
      case OPENAI -> {
        draft.find("stream").ifPresent(Wrift::checkStream);
        rename(draft);
        yield new Opening(draft.body(), Map.of("system_fingerprint", FINGERPRINT), draft.notes());
      }
      case ANTHROPIC -> new Opening(draft.body(), Map.of(), draft.notes());
    };
  }

  @Override
  public Map<String, String> headers(String id, String path) {
    String prediction = prediction(id);
    String root = path.substring(0, path.indexOf(ROOT) + ROOT.length());
    return Map.of("location", root + "predictions/" + prediction, "x-prediction-id", prediction);
  }

  private static boolean isText(Value value) {
    return value.json() instanceof Json.Text;
  }

  private static void checkName(Value model) {
    if (!MODEL.matcher(model.text()).matches()) {
      throw model.refuse(
          Problem.OUT_OF_RANGE,
          "must be of the form owner/name or owner/name:version_number, where the version is a"
              + " whole number");
    }
  }

  private static void checkStream(Value stream) {
    if (stream.bool()) {
      throw stream.refuse(
          Problem.UNSUPPORTED, "this surface does not stream; leave it out or send false");
    }
  }

  /// Wrift documents the newer name alone; the older means the same.
  private static void rename(Draft draft) {
    draft
        .take("max_tokens")
        .ifPresent(older -> {
          if (draft.find("max_completion_tokens").isPresent()) {
            draft.note("max_tokens", Fate.DROPPED, "max_completion_tokens says it");
          } else {
            draft.put("max_completion_tokens", older.json());
            draft.note("max_tokens", Fate.RENAMED, "to max_completion_tokens");
          }
        });
  }
}
