package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The models on offer, as Anthropic's clients see them: a page of them, or one.
public final class Models {
  private static final int USUAL_PAGE = 20;
  private static final int LARGEST_PAGE = 1000;

  private Models() {}

  /// One model.
  ///
  /// @param window tokens that it can see at once, if that is known
  /// @param maxOutput the most tokens of one answer; unknown means up to the window
  /// @param abilities what it can do, if that is known
  public record Card(
      String id,
      String displayName,
      Instant created,
      OptionalInt window,
      OptionalInt maxOutput,
      Optional<Abilities> abilities) {}

  /// What a model can do.
  ///
  /// @param degrees whether it can be told how much to think
  public record Abilities(boolean images, boolean documents, boolean thinking, boolean degrees) {}

  /// Which models are wanted: so many after one, or before another.
  private record Page(Optional<String> after, Optional<String> before, int limit) {
    static Page of(Map<String, String> query) {
      var after = Optional.ofNullable(query.get("after_id"));
      var before = Optional.ofNullable(query.get("before_id"));
      if (after.isPresent() && before.isPresent()) {
        throw refused("before_id", "must not be given beside after_id; send one");
      }
      var limit = Optional.ofNullable(query.get("limit")).map(Page::limit).orElse(USUAL_PAGE);
      return new Page(after, before, limit);
    }

    private static int limit(String given) {
      if (given.matches("[0-9]{1,4}")) {
        int limit = Integer.parseInt(given);
        if (limit >= 1 && limit <= LARGEST_PAGE) {
          return limit;
        }
      }
      throw refused("limit", "must be a whole number from 1 to " + LARGEST_PAGE);
    }
  }

  /// The body of the list.
  ///
  /// @param query the parameters `limit`, `after_id` and `before_id`
  /// @throws Refused if one of them is wrong
  public static byte[] list(List<Card> cards, Map<String, String> query) {
    var page = Page.of(query);
    int from = page.after().map(id -> place("after_id", id, cards) + 1).orElse(0);
    int to = page.before().map(id -> place("before_id", id, cards)).orElse(cards.size());
    boolean more = to - from > page.limit();
    if (page.before().isPresent()) {
      from = Math.max(from, to - page.limit());
    } else {
      to = Math.min(to, from + page.limit());
    }
    return list(cards.subList(from, to), more);
  }

  private static byte[] list(List<Card> page, boolean more) {
    var json = new JsonWriter().object().array("data");
    page.forEach(card -> write(card, json));
    json.endArray().field("has_more", more);
    if (page.isEmpty()) {
      json.nothing("first_id").nothing("last_id");
    } else {
      json.field("first_id", page.getFirst().id()).field("last_id", page.getLast().id());
    }
    return json.endObject().bytes();
  }

  /// The body of one model.
  public static byte[] card(Card card) {
    var json = new JsonWriter();
    write(card, json);
    return json.bytes();
  }

  private static int place(String parameter, String id, List<Card> cards) {
    return IntStream.range(0, cards.size())
        .filter(at -> cards.get(at).id().equals(id))
        .findFirst()
        .orElseThrow(() -> refused(parameter, "must be the id of a model in this list"));
  }

  private static Refused refused(String parameter, String why) {
    return new Refused(new Failure.BadRequest(parameter, Problem.OUT_OF_RANGE, why));
  }

  private static void write(Card card, JsonWriter json) {
    json.object()
        .field("type", "model")
        .field("id", card.id())
        .field("display_name", card.displayName())
        .field("created_at", card.created().truncatedTo(ChronoUnit.SECONDS).toString());
    number("max_input_tokens", card.window(), json);
    number("max_tokens", card.maxOutput().isPresent() ? card.maxOutput() : card.window(), json);
    card.abilities()
        .ifPresentOrElse(
            abilities -> capabilities(abilities, json), () -> json.nothing("capabilities"));
    json.nothing("line")
        .field("lifecycle", "active")
        .nothing("deprecated_at")
        .nothing("retires_at")
        .endObject();
  }

  private static void number(String name, OptionalInt value, JsonWriter json) {
    value.ifPresentOrElse(number -> json.field(name, number), () -> json.nothing(name));
  }

  private static void capabilities(Abilities abilities, JsonWriter json) {
    json.object("capabilities");
    supported("batch", false, json);
    supported("citations", false, json);
    supported("code_execution", false, json);
    json.object("context_management").field("supported", false);
    List.of("clear_thinking_20251015", "clear_tool_uses_20250919", "compact_20260112")
        .forEach(json::nothing);
    json.endObject();
    json.object("effort").field("supported", abilities.degrees());
    List.of("low", "medium", "high", "xhigh", "max")
        .forEach(level -> supported(level, abilities.degrees(), json));
    json.endObject();
    supported("image_input", abilities.images(), json);
    supported("pdf_input", abilities.documents(), json);
    json.object("server_tools").field("supported", false);
    supported("code_execution", false, json);
    supported("web_search", false, json);
    json.endObject();
    supported("structured_outputs", true, json);
    json.object("thinking").field("supported", abilities.thinking()).object("types");
    List.of("adaptive", "between_tools", "disabled", "enabled")
        .forEach(type -> supported(type, abilities.thinking(), json));
    json.endObject().endObject().endObject();
  }

  private static void supported(String name, boolean supported, JsonWriter json) {
    json.object(name).field("supported", supported).endObject();
  }
}
