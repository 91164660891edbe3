package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where words are from, as Anthropic tells it, in the form that OpenAI's Chat Completions have for it.
final class Citations {
  private Citations() {}

  /// A page of the web is a `url_citation`. What is in a document has no form there; it is a
  /// `file_citation` with Anthropic's own members.
  ///
  /// @param from where the words begin in the text of the answer, in characters
  /// @param to where they end
  static Optional<Json> read(Value given, int from, int to) {
    if (!(given.json() instanceof Json.Fields fields)) {
      return Optional.empty();
    }
    var citation = given.object();
    var members = new LinkedHashMap<String, Json>();
    members.put("start_index", Json.Numeral.of(from));
    members.put("end_index", Json.Numeral.of(to));
    boolean web = citation.text("type").orElse("").equals("web_search_result_location");
    if (web) {
      members.put("url", text(citation, "url"));
      members.put("title", text(citation, "title"));
    } else {
      members.putAll(fields.values());
    }
    return Optional.of(annotation(web ? "url_citation" : "file_citation", members));
  }

  /// A page of the web, or what Anthropic itself said of a document; others have no form there.
  static Optional<Json> write(Json annotation) {
    if (!(annotation instanceof Json.Fields fields)) {
      return Optional.empty();
    }
    return inner(fields, "url_citation")
        .<Json>map(Citations::page)
        .or(() -> inner(fields, "file_citation").flatMap(Citations::own));
  }

  private static Optional<Json.Fields> inner(Json.Fields annotation, String type) {
    return annotation.get(type).filter(Json.Fields.class::isInstance).map(Json.Fields.class::cast);
  }

  /// What the page says, and where, only Anthropic's own search knows.
  private static Json page(Json.Fields inner) {
    var citation = new LinkedHashMap<String, Json>();
    citation.put("type", new Json.Text("web_search_result_location"));
    citation.put("cited_text", new Json.Text(""));
    citation.put("encrypted_index", new Json.Text(""));
    citation.put("title", inner.get("title").orElse(new Json.Null()));
    citation.put("url", inner.get("url").orElse(new Json.Text("")));
    return new Json.Fields(citation);
  }

  private static Optional<Json> own(Json.Fields inner) {
    if (inner.get("cited_text").isEmpty() || inner.get("type").isEmpty()) {
      return Optional.empty();
    }
    var citation = new LinkedHashMap<>(inner.values());
    citation.remove("start_index");
    citation.remove("end_index");
    return Optional.of(new Json.Fields(citation));
  }

  private static Json annotation(String type, Map<String, Json> members) {
    var annotation = new LinkedHashMap<String, Json>();
    annotation.put("type", new Json.Text(type));
    annotation.put(type, new Json.Fields(members));
    return new Json.Fields(annotation);
  }

  private static Json text(Members citation, String name) {
    return new Json.Text(citation.text(name).orElse(""));
  }
}
