package dev.millrace.gateway.dialect.gemini;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What Google's errors mean: `google.rpc.Status` in `error`, alone or as the only element of an
/// array, with details that tell when to come back.
public final class Failures {
  private static final int MOST_SHOWN = 1_000;
  private static final Duration UNTOLD = Duration.ofSeconds(5);
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,9})?)s?");
  private static final Pattern WINDOW =
      Pattern.compile(
          "(?is)token count[^0-9]*\\(?(\\d{1,9})\\)?.*?(?:exceeds|up to|maximum|supports)"
              + "[^0-9]*\\(?(\\d{1,9})");
  private static final Pattern SECRET =
      Pattern.compile(
          "\\bAIza[A-Za-z0-9_-]{8,}|\\bya29\\.\\S+"
              + "|(?i:\\b(?:sk|pk|gsk|xai|key)-[a-z0-9_*.-]{6,}|bearer\\s+\\S+)");

  private Failures() {}

  /// What an error answer means.
  ///
  /// @param headers by lower-case name
  public static Failure read(
      int status, Map<String, String> headers, byte[] body, String provider) {
    var error = error(body);
    return failure(status, headers, error, provider);
  }

  /// An error inside a stream that began well; its own status counts.
  static Failure inside(Json frame, String provider) {
    var error = Said.of(frame);
    return failure(error.code().orElse(502), Map.of(), error, provider);
  }

  private static Failure failure(
      int status, Map<String, String> headers, Said said, String provider) {
    if (status == 429) {
      return new Failure.Overloaded(provider + ": " + said.message(), said.wait(headers));
    }
    var window = WINDOW.matcher(said.message());
    if (status == 400 && window.find()) {
      return new Failure.ContextExceeded(
          Integer.parseInt(window.group(1)), Integer.parseInt(window.group(2)));
    }
    int meant = status == 400 && said.isKey() ? 401 : status;
    return new Failure.Upstream(provider, meant, said.status(), said.message());
  }

  private static Said error(byte[] body) {
    try {
      return Said.of(JsonReader.read(body));
    } catch (Refused _) {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      boolean page = text.startsWith("<");
      return new Said(
          Optional.empty(), Optional.empty(), shown(page ? "a web page" : text), List.of());
    }
  }

  private static String shown(String text) {
    String words = text.isBlank() ? "no reason given" : text;
    String clipped = words.length() > MOST_SHOWN ? words.substring(0, MOST_SHOWN) + "..." : words;
    return SECRET.matcher(clipped).replaceAll("[secret]");
  }

  /// What an error says of itself.
  ///
  /// @param code as a status of HTTP
  /// @param status as a word, `RESOURCE_EXHAUSTED`
  private record Said(
      Optional<Integer> code, Optional<String> status, String message, List<Json.Fields> details) {
    static Said of(Json body) {
      return switch (body) {
        case Json.Items(var items) when !items.isEmpty() -> of(items.getFirst());
        case Json.Fields fields
            when fields.get("error").orElse(body) instanceof Json.Fields error ->
            new Said(
                error.get("code").flatMap(Said::code),
                text(error, "status"),
                shown(text(error, "message").orElse("")),
                details(error));
        case Json.Fields fields ->
            new Said(
                Optional.empty(),
                Optional.empty(),
                shown(text(fields, "error").orElse("")),
                List.of());
        case Json.Text(var text) ->
            new Said(Optional.empty(), Optional.empty(), shown(text), List.of());
        case Json.Items _, Json.Numeral _, Json.Bool _, Json.Null _ ->
            new Said(Optional.empty(), Optional.empty(), shown(""), List.of());
      };
    }

    /// Whether it is about our key, which Google calls a bad request.
    boolean isKey() {
      return details.stream()
          .anyMatch(detail -> text(detail, "reason").equals(Optional.of("API_KEY_INVALID")));
    }

    /// When to come back, in whole seconds.
    Duration wait(Map<String, String> headers) {
      return Stream.concat(
              details.stream().flatMap(detail -> text(detail, "retryDelay").stream()),
              Optional.ofNullable(headers.get("retry-after")).stream())
          .map(SECONDS::matcher)
          .filter(matcher -> matcher.matches())
          .map(matcher -> new BigDecimal(matcher.group(1)).setScale(0, RoundingMode.CEILING))
          .map(seconds -> Duration.ofSeconds(seconds.longValueExact()))
          .findFirst()
          .orElse(UNTOLD);
    }

    private static Optional<Integer> code(Json code) {
      return code instanceof Json.Numeral(var number)
              && number.compareTo(BigDecimal.valueOf(400)) >= 0
              && number.compareTo(BigDecimal.valueOf(600)) < 0
          ? Optional.of(number.intValue())
          : Optional.empty();
    }

    private static Optional<String> text(Json.Fields fields, String name) {
      return fields
          .get(name)
          .flatMap(
              json -> json instanceof Json.Text(var text) ? Optional.of(text) : Optional.empty());
    }

    private static List<Json.Fields> details(Json.Fields error) {
      return error.get("details").orElse(new Json.Null()) instanceof Json.Items(var items)
          ? items.stream()
              .filter(Json.Fields.class::isInstance)
              .map(Json.Fields.class::cast)
              .toList()
          : List.of();
    }
  }
}
