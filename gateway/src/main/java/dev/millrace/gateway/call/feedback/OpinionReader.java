package dev.millrace.gateway.call.feedback;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.gateway.profile.bud.Bud;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads feedback, and finds what it is about.
final class OpinionReader {
  private static final Map<String, Metric> OURS =
      Map.of(
          "comment", new Metric(Metric.Type.COMMENT, Optional.empty()),
          "demonstration",
              new Metric(Metric.Type.DEMONSTRATION, Optional.of(Metric.Level.INFERENCE)));

  private final Inferences inferences;
  private final Map<String, Metric> metrics = new TreeMap<>(OURS);

  /// @param metrics by name, beside `comment` and `demonstration`
  OpinionReader(Inferences inferences, Map<String, Metric> metrics) {
    this.inferences = inferences;
    this.metrics.putAll(metrics);
  }

  /// What was read.
  ///
  /// @param notes what became of fields that we do not know
  record Read(Opinion opinion, boolean dryrun, List<Note> notes) {}

  /// @param id the new one's
  /// @throws Refused if a field is wrong, or what it is about is not known
  Read read(Members body, String id, String account) {
    Value name = body.need("metric_name");
    Metric metric = metric(name);
    Json value = value(body.need("value"), metric);
    var inference = body.find("inference_id");
    var episode = body.find("episode_id");
    Metric.Level level = level(inference, episode);
    metric.level().filter(wanted -> wanted != level).ifPresent(wanted -> wrong(name, wanted));
    var labels = labels(account, inference, episode);
    var tags = tags(body);
    boolean dryrun = body.isOn("dryrun");
    var notes =
        body.unread().stream()
            .map(field -> Note.dropped(body.path(field), "is not a field that we know"))
            .toList();
    var opinion =
        new Opinion(
            id,
            account,
            name.text(),
            value,
            inference.map(Value::text),
            episode.map(Value::text),
            tags,
            labels);
    return new Read(opinion, dryrun, notes);
  }

  private Metric metric(Value name) {
    return Optional.ofNullable(metrics.get(name.text()))
        .orElseThrow(() ->
            name.refuse(
                Problem.OUT_OF_RANGE,
                "is not a metric here; there is "
                    + String.join(", ", new TreeSet<>(metrics.keySet()))));
  }

  private static Json value(Value value, Metric metric) {
    switch (metric.type()) {
      case BOOLEAN -> value.bool();
      case FLOAT -> {
        if (!(value.json() instanceof Json.Numeral)) {
          throw value.refuse(Problem.WRONG_TYPE, "must be a number");
        }
      }
      case COMMENT -> value.text();
      case DEMONSTRATION -> {} // an answer is whatever JSON it is
    }
    return value.json();
  }

  private static Metric.Level level(Optional<Value> inference, Optional<Value> episode) {
    if (inference.isPresent() == episode.isPresent()) {
      String why =
          inference.isPresent()
              ? "cannot be given beside inference_id; send one"
              : "or inference_id must be given";
      Problem problem = inference.isPresent() ? Problem.OUT_OF_RANGE : Problem.MISSING;
      throw new Refused(new Failure.BadRequest("episode_id", problem, why));
    }
    return inference.isPresent() ? Metric.Level.INFERENCE : Metric.Level.EPISODE;
  }

  private static void wrong(Value name, Metric.Level wanted) {
    throw name.refuse(
        Problem.OUT_OF_RANGE,
        switch (wanted) {
          case INFERENCE -> "is given to an inference; send inference_id";
          case EPISODE -> "is given to an episode; send episode_id";
        });
  }

  private Map<String, String> labels(
      String account, Optional<Value> inference, Optional<Value> episode) {
    if (inference.isPresent()) {
      String id = inference.get().text();
      var known =
          inferences
              .find(account, id)
              .orElseThrow(() -> new Refused(new Failure.NotFound("inference", id)));
      var labels = new HashMap<>(known.labels());
      labels.remove(Bud.DRYRUN);
      labels.put("model", known.model());
      return labels;
    }
    String id = episode.map(Value::text).orElse("");
    if (!inferences.knows(account, id)) {
      throw new Refused(new Failure.NotFound("episode", id));
    }
    return Map.of();
  }

  private static Json.Fields tags(Members body) {
    var tags = body.find("tags").map(Value::object);
    tags.ifPresent(given ->
        given.json().values().keySet().forEach(name -> given.find(name).ifPresent(Value::text)));
    return tags.map(Members::json).orElseGet(() -> new Json.Fields(Map.of()));
  }
}
