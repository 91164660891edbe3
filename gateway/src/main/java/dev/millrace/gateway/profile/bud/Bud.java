package dev.millrace.gateway.profile.bud;

import dev.millrace.gateway.dialect.Card;
import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.Style.StreamedUsage;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.profile.Draft;
import dev.millrace.gateway.profile.Opening;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reasoning;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Bud's surface (API document of 2026): a fork of TensorZero with its functions, episodes and
/// `tensorzero::` fields; errors have whole numbers for codes, ids are bare UUIDs.
public final class Bud implements Profile {
  /// In [Opening#labels]: the episode that an answer belongs to.
  public static final String EPISODE = "episode_id";

  /// In [Opening#labels]: the function that was asked, if one was.
  public static final String FUNCTION = "function_name";

  /// In [Opening#labels]: the variant of the function that answers.
  public static final String VARIANT = "variant_name";

  /// In [Opening#labels]: `true` where the client wants no record to be kept.
  public static final String DRYRUN = "dryrun";

  private static final int UUID_LENGTH = 36;
  private static final int NO_CREDIT = 402;

  private final Standard standard;
  private final Episodes episodes;
  private final Functions functions;

  public Bud(InstantSource clock, Functions functions) {
    this.standard = new Standard(clock);
    this.episodes = new Episodes(clock);
    this.functions = functions;
  }

  /// The id of an inference, which feedback is given to.
  ///
  /// @param answer the id of the answer, as [#newId] made it
  public static String inference(String answer) {
    return answer.substring(answer.length() - UUID_LENGTH);
  }

  /// A bare UUID, but where clients tell things apart by their prefix: `msg_`, `resp_`.
  @Override
  public String newId(String prefix) {
    return standard.newId(prefix.endsWith("_") ? prefix : "");
  }

  @Override
  public Unknown unknownFields(Surface surface, Optional<String> wish) {
    boolean strict = wish.filter(value -> value.strip().equalsIgnoreCase("strict")).isPresent();
    return strict ? Unknown.REFUSE : Unknown.DROP;
  }

  @Override
  public ErrorBody error(Failure failure, String requestId, Surface surface) {
    return switch (surface.family()) {
      case OPENAI -> error(failure, surface);
      case ANTHROPIC -> standard.error(failure, requestId, surface);
    };
  }

  private static ErrorBody error(Failure failure, Surface surface) {
    var told = Failures.envelope(failure, surface.prompt());
    int status = failure instanceof Failure.OverQuota ? NO_CREDIT : told.status();
    byte[] json =
        new JsonWriter()
            .object()
            .object("error")
            .field("message", told.message())
            .field("type", told.type())
            .field("code", status)
            .endObject()
            .endObject()
            .bytes();
    return new ErrorBody(status, told.headers(), json);
  }

  @Override
  public void card(Card card, JsonWriter json) {
    json.object()
        .field("id", card.id())
        .field("created", 0)
        .field("object", "model")
        .field("owned_by", "bud")
        .endObject();
  }

  @Override
  public Style style() {
    return new Style(StreamedUsage.WITH_FINISH, false, true, false);
  }

  @Override
  public Habits habits() {
    return new Habits(true, Reasoning.Mode.UNSAID);
  }

  @Override
  public Opening open(Surface surface, Json.Fields body, Map<String, String> headers) {
    var draft = new Draft(body);
    UUID episode = episodes.of(draft, headers);
    var directives = Directives.take(draft);
    var labels = new HashMap<String, String>();
    labels.put(EPISODE, episode.toString());
    labels.put(DRYRUN, Boolean.toString(directives.dryrun()));
    var wish = new Names.Wish(episode, directives.variant());
    labels.putAll(new Names(functions, surface).resolve(draft, wish));
    Limits.read(draft);
    return new Opening(draft.body(), members(surface, episode), draft.notes(), labels);
  }

  private static Map<String, Json> members(Surface surface, UUID episode) {
    var members = new LinkedHashMap<String, Json>();
    members.put("episode_id", new Json.Text(episode.toString()));
    switch (surface.family()) {
      case OPENAI -> {
        members.put("system_fingerprint", new Json.Text(""));
        members.put("service_tier", new Json.Text(""));
      }
      case ANTHROPIC -> {}
    }
    return members;
  }

  @Override
  public Map<String, String> headers(String id, String path) {
    return Map.of("x-tensorzero-inference-id", inference(id));
  }
}
