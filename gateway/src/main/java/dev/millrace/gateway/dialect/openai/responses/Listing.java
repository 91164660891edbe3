package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A page of the items that a response was given.
///
/// @param limit how many, 1 to 100
/// @param descending whether the latest comes first
/// @param after the id of the item that the page follows on
public record Listing(int limit, boolean descending, Optional<String> after) {
  private static final int USUAL = 20;
  private static final int MOST = 100;

  /// Reads what is asked for of a query.
  ///
  /// @throws Refused if a parameter is wrong
  public static Listing of(Map<String, String> query) {
    return new Listing(
        Optional.ofNullable(query.get("limit")).map(Listing::limit).orElse(USUAL),
        Optional.ofNullable(query.get("order")).map(Listing::descending).orElse(true),
        Optional.ofNullable(query.get("after")));
  }

  private static int limit(String given) {
    try {
      int limit = Integer.parseInt(given);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // it is refused below, as any other
    }
    throw refused("limit", "must be a whole number from 1 to " + MOST);
  }

  private static boolean descending(String given) {
    return switch (given) {
      case "asc" -> false;
      case "desc" -> true;
      default -> throw refused("order", "must be \"asc\" or \"desc\"");
    };
  }

  private static Refused refused(String field, String why) {
    return new Refused(new Failure.BadRequest(field, Problem.OUT_OF_RANGE, why));
  }

  /// The body of the page.
  ///
  /// @throws Refused if there is no item of the id that it follows on
  public byte[] write(List<Json.Fields> items) {
    var ordered = new ArrayList<>(items);
    if (descending) {
      Collections.reverse(ordered);
    }
    int from = after.map(id -> 1 + place(id, ordered)).orElse(0);
    var page = ordered.subList(from, Math.min(ordered.size(), from + limit));
    var json = new JsonWriter().object().field("object", "list").array("data");
    page.forEach(json::value);
    json.endArray();
    if (page.isEmpty()) {
      json.nothing("first_id").nothing("last_id");
    } else {
      json.field("first_id", id(page.getFirst())).field("last_id", id(page.getLast()));
    }
    return json.field("has_more", from + page.size() < ordered.size()).endObject().bytes();
  }

  private static int place(String id, List<Json.Fields> items) {
    for (int at = 0; at < items.size(); at++) {
      if (id(items.get(at)).equals(new Json.Text(id))) {
        return at;
      }
    }
    throw refused("after", "must be the id of one of the items");
  }

  private static Json id(Json.Fields item) {
    return item.get("id").orElseThrow();
  }
}
