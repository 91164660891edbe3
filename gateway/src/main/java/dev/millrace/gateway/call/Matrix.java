package dev.millrace.gateway.call;

import dev.millrace.gateway.catalog.Model;
import dev.millrace.gateway.dialect.Card.Treatment;
import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.chat.ChatCompletions;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.route.Planner;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What becomes of each field of Chat Completions, model by model. It is found out by asking:
/// each field goes the way of a request, alone, up to where somebody would be asked to answer. So
/// it says what a client would see. Thread-safe.
final class Matrix {
  private final Dialect dialect = new ChatCompletions();
  private final Profile profile;
  private final Planner planner;
  private final Map<String, Map<String, Treatment>> known = new ConcurrentHashMap<>();

  Matrix(Profile profile, Planner planner) {
    this.profile = profile;
    this.planner = planner;
  }

  /// By the name of the field, in a stable order.
  Map<String, Treatment> of(Model model) {
    return known.computeIfAbsent(model.id(), this::found);
  }

  private Map<String, Treatment> found(String model) {
    var all = new LinkedHashMap<String, Treatment>();
    Probes.ALL.forEach((field, body) -> all.put(field, treatment(field, asked(model, body))));
    return all;
  }

  private static Json.Fields asked(String model, Json.Fields more) {
    var body = new LinkedHashMap<String, Json>();
    body.put("model", new Json.Text(model));
    body.put("messages", JsonReader.read("[{\"role\":\"user\",\"content\":\"hi\"}]"));
    body.putAll(more.values());
    body.computeIfPresent("models", (_, _) -> new Json.Items(List.of(new Json.Text(model))));
    return new Json.Fields(body);
  }

  private Treatment treatment(String field, Json.Fields body) {
    try {
      return fate(field, body).map(Matrix::treatment).orElse(Treatment.KEPT);
    } catch (Refused refused) {
      return Treatment.REFUSED;
    }
  }

  private Optional<Note.Fate> fate(String field, Json.Fields body) {
    var door = new Intake.Door(profile, dialect.surface(), dialect::read);
    var intake = Intake.of(body, "", door, Map.of());
    return planner.plan(intake.asked().requests(), intake.terms()).receipt().notes().stream()
        .filter(note -> isAbout(note, field))
        .map(Note::fate)
        .findFirst();
  }

  private static boolean isAbout(Note note, String field) {
    return note.field().equals(field)
        || note.field().startsWith(field + ".")
        || note.field().startsWith(field + "[");
  }

  private static Treatment treatment(Note.Fate fate) {
    return switch (fate) {
      case RENAMED -> Treatment.RENAMED;
      case CLAMPED -> Treatment.CLAMPED;
      case EMULATED -> Treatment.EMULATED;
      case DROPPED -> Treatment.DROPPED;
    };
  }
}
