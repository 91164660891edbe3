package dev.millrace.gateway.profile.wrift;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.openai.chat.Envelope;
import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import java.util.Map;
import java.util.regex.Pattern;

/// Failures as Wrift writes them: with status 422 a list of what is wrong with the request, each
/// with its place, words and type, as FastAPI does; else one text.
final class Details {
  private static final int WRONG_REQUEST = 422;

  /// `[3]`, `["a name"]` or `name`.
  private static final Pattern STEP = Pattern.compile("\\[(\\d{1,9})]|\\[\"(.*?)\"]|([^.\\[]+)");

  /// How a complaint about the type of a value begins, and what Pydantic calls it. (2026-11)
  private static final Map<String, String> TYPES =
      Map.of(
          "a string", "string_type",
          "true or false", "bool_type",
          "an object", "dict_type",
          "an array", "list_type",
          "a whole number", "int_type",
          "a number", "float_type");

  private Details() {}

  /// @param prompt the field that prompts come in; empty where none are sent
  static ErrorBody write(Failure failure, String prompt) {
    Envelope told = Failures.envelope(failure, prompt);
    if (failure instanceof Failure.BadRequest(var field, var problem, var why)) {
      return wrong(told, field, why, type(field, problem, why));
    }
    boolean request = told.status() == 400 || told.status() == WRONG_REQUEST;
    return request
        ? wrong(told, told.param().orElse(""), told.message(), "value_error")
        : one(told);
  }

  private static ErrorBody one(Envelope told) {
    byte[] json = new JsonWriter().object().field("detail", told.message()).endObject().bytes();
    return new ErrorBody(told.status(), told.headers(), json);
  }

  private static ErrorBody wrong(Envelope told, String field, String why, String type) {
    var json = new JsonWriter().object().array("detail").object().array("loc");
    place(field, json);
    json.endArray().field("msg", why).field("type", type);
    byte[] bytes = json.endObject().endArray().endObject().bytes();
    return new ErrorBody(WRONG_REQUEST, told.headers(), bytes);
  }

  /// A field whose path begins with `?` is one of the query.
  private static void place(String field, JsonWriter json) {
    boolean query = field.startsWith("?");
    json.value(query ? "query" : "body");
    var steps = STEP.matcher(query ? field.substring(1) : field);
    while (steps.find()) {
      if (steps.group(1) != null) {
        json.value(Long.parseLong(steps.group(1)));
      } else {
        json.value(steps.group(2) != null ? steps.group(2) : steps.group(3));
      }
    }
  }

  private static String type(String field, Problem problem, String why) {
    return switch (problem) {
      case MALFORMED -> field.isEmpty() ? "json_invalid" : "value_error";
      case MISSING -> "missing";
      case WRONG_TYPE -> wrongType(why);
      case OUT_OF_RANGE, UNSUPPORTED -> "value_error";
      case UNKNOWN_FIELD -> "extra_forbidden";
    };
  }

  private static String wrongType(String why) {
    return TYPES.entrySet().stream()
        .filter(entry -> why.contains("must be " + entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("value_error");
  }
}
