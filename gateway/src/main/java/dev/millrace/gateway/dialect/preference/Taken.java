package dev.millrace.gateway.dialect.preference;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A request out of which was taken what it says about who is to answer. The rest is for its
/// dialect; where it named no model, it names the first of `models`.
///
/// @param notes what became of fields that were not simply kept
public record Taken(Json.Fields body, Preferences preferences, List<Note> notes) {
  private static final Set<String> FIELDS = Set.of("provider", "models", "route", "session_id");
  private static final int MOST_MODELS = 16;
  private static final int LONGEST_NAME = 256;

  public Taken {
    notes = List.copyOf(notes);
  }

  /// Reads the fields and takes them out.
  ///
  /// @param unknown what becomes of fields that we do not know
  /// @throws Refused if a field is wrong or, under `REFUSE`, cannot be honoured
  public static Taken of(Json.Fields body, Unknown unknown) {
    if (FIELDS.stream().noneMatch(body.values()::containsKey)) {
      return new Taken(body, Preferences.none(), List.of());
    }
    var members = Members.of(body);
    var rest = new Rest(unknown);
    var models = models(members);
    members.find("route").ifPresent(Taken::route);
    var session = members.find("session_id").map(Taken::name);
    boolean unnamed = members.find("model").isEmpty() && !models.isEmpty();
    var others = unnamed ? models.subList(1, models.size()) : models;
    var preferences = new ProviderReader(rest).read(members, others, session);
    var left = new LinkedHashMap<>(body.values());
    left.keySet().removeAll(FIELDS);
    if (unnamed) {
      left.put("model", new Json.Text(models.getFirst()));
    }
    return new Taken(new Json.Fields(left), preferences, rest.notes());
  }

  private static List<String> models(Members members) {
    var items = members.find("models").map(Value::items).orElse(List.of());
    if (items.size() > MOST_MODELS) {
      throw members
          .need("models")
          .refuse(Problem.OUT_OF_RANGE, "must hold at most " + MOST_MODELS + " names");
    }
    var names = new LinkedHashSet<String>();
    items.forEach(item -> names.add(name(item)));
    return new ArrayList<>(names);
  }

  private static void route(Value route) {
    if (!route.text().equals("fallback")) {
      throw route.outside("\"fallback\"");
    }
  }

  static String name(Value value) {
    String name = value.text().strip();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      throw value.refuse(Problem.OUT_OF_RANGE, "must have 1 to " + LONGEST_NAME + " characters");
    }
    return name;
  }
}
