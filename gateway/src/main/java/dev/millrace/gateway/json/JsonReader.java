package dev.millrace.gateway.json;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/// Reads JSON (RFC 8259) strictly: whole UTF-8, one value, no member twice, no lone surrogates, no
/// deeper than 128, no number longer than 1,000 characters, no more than a million tokens. Every
/// refusal is a [Failure.BadRequest] about the whole body that says where.
public final class JsonReader {
  static final int DEPTH = 128;
  private static final int NUMBER_LENGTH = 1_000;
  private static final int TOKENS = 1_000_000;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH + 1)
                  .maxNumberLength(NUMBER_LENGTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxTokenCount(TOKENS)
                  .build())
          .build();

  private final JsonParser parser;
  private final Complaint complaint;

  private JsonReader(JsonParser parser, Complaint complaint) {
    this.parser = parser;
    this.complaint = complaint;
  }

  /// Makes a refusal of what is wrong at a place.
  private interface Complaint {
    Refused of(String why, TokenStreamLocation place);
  }

  /// Reads a value.
  ///
  /// @throws Refused if the bytes are no JSON
  public static Json read(byte[] bytes) {
    refuseOtherEncodings(bytes);
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      return new JsonReader(
              parser, (why, at) -> malformed(why, Utf8.place(bytes, at.getByteOffset())))
          .whole();
    }
  }

  /// Reads a value.
  ///
  /// @throws Refused if the text is no JSON
  public static Json read(String text) {
    return read(text, (why, at) -> malformed(why, Utf8.place(text, at.getCharOffset())));
  }

  /// Reads the JSON that a string holds; what is wrong in it is told under the path of the string
  /// and the place in it, as `guided_json:1:17`.
  ///
  /// @throws Refused if it is no string, or holds no JSON
  public static Value readInside(Value string) {
    String text = string.text();
    if (text.isBlank()) {
      throw string.refuse(Failure.Problem.MALFORMED, "must hold JSON, but is empty");
    }
    Complaint located =
        (why, at) -> {
          String path = string.path() + Utf8.place(text, at.getCharOffset()).suffix();
          return new Refused(new Failure.BadRequest(path, Failure.Problem.MALFORMED, why));
        };
    return new Value(string.path(), read(text, located));
  }

  private static Json read(String text, Complaint complaint) {
    try (var parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new JsonReader(parser, complaint).whole();
    }
  }

  /// Reads an object.
  ///
  /// @throws Refused if the bytes are no JSON, or JSON of another kind
  public static Json.Fields readObject(byte[] bytes) {
    return new Value("", read(bytes)).object().json();
  }

  /// Reads an object.
  ///
  /// @throws Refused if the text is no JSON, or JSON of another kind
  public static Json.Fields readObject(String text) {
    return new Value("", read(text)).object().json();
  }

  private static void refuseOtherEncodings(byte[] bytes) {
    for (int at = 0; at < Math.min(4, bytes.length); at++) {
      if (bytes[at] == 0) { // the library would guess UTF-16 or UTF-32
        throw malformed("JSON must be UTF-8; found a zero byte", Utf8.place(bytes, at));
      }
    }
    var wrong = Utf8.firstBad(bytes);
    if (wrong.isPresent()) {
      throw malformed(
          "JSON must be UTF-8; found bytes that are not", Utf8.place(bytes, wrong.getAsInt()));
    }
  }

  private Json whole() {
    try {
      if (parser.nextToken() == null) {
        throw here("the body is empty; send a JSON object");
      }
      Json value = value(1);
      if (parser.nextToken() != null) {
        throw here("something follows the JSON value");
      }
      return value;
    } catch (JacksonException problem) {
      var place = Optional.ofNullable(problem.getLocation()).orElseGet(parser::currentLocation);
      throw complaint.of(Wording.of(problem), place);
    }
  }

  private Json value(int depth) {
    JsonToken token = parser.currentToken();
    if (depth > DEPTH && token.isStructStart()) {
      throw here("JSON must not be nested deeper than " + DEPTH + " levels");
    }
    return switch (token) {
      case START_OBJECT -> fields(depth);
      case START_ARRAY -> items(depth);
      case VALUE_STRING -> new Json.Text(text());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      default -> throw here("unexpected " + token);
    };
  }

  private Json.Fields fields(int depth) {
    var values = new LinkedHashMap<String, Json>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = text();
      if (values.containsKey(name)) {
        throw here("the member " + Value.clipped(name) + " comes twice");
      }
      parser.nextToken();
      values.put(name, value(depth + 1));
    }
    return new Json.Fields(values);
  }

  private Json.Items items(int depth) {
    List<Json> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(value(depth + 1));
    }
    return new Json.Items(values);
  }

  private Json.Numeral number() {
    String text = parser.getString();
    if (text.length() > NUMBER_LENGTH) {
      throw here("a number must not be longer than " + NUMBER_LENGTH + " characters");
    }
    try {
      return new Json.Numeral(new BigDecimal(text));
    } catch (NumberFormatException _) {
      throw here("the exponent of a number is too large");
    }
  }

  private String text() {
    String text = parser.getString();
    if (Utf8.hasLoneSurrogate(text)) {
      throw here("a string has half of a surrogate pair");
    }
    return text;
  }

  private Refused here(String why) {
    return complaint.of(why, parser.currentTokenLocation());
  }

  private static Refused malformed(String why, Place place) {
    return new Refused(new Failure.BadRequest("", Failure.Problem.MALFORMED, why + " at " + place));
  }

  /// The library's complaints without the names of its switches.
  private static final class Wording {
    private static final Pattern SWITCHES =
        Pattern.compile(
            "(?s)[:;]? \\(?(enable|start marker|for \\w+ starting|not recognized as one) ?.*"
                + "|, from `[^`]*`");

    static String of(JacksonException problem) {
      if (problem instanceof UnexpectedEndOfInputException) {
        return "invalid JSON: it ends too early";
      }
      return "invalid JSON: "
          + SWITCHES.matcher(problem.getOriginalMessage()).replaceAll("").replaceAll("\\s+", " ");
    }
  }
}
