package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what providers say when they refuse or fail: OpenAI's envelope, FastAPI's `detail`, plain
/// text, or a page of HTML from something in between.
record ErrorReader(String provider) {
  private static final int MOST_BYTES = 64 * 1024;
  private static final int MOST_SHOWN = 1_000;
  private static final Duration UNTOLD = Duration.ofSeconds(5);
  private static final Set<String> NO_CREDIT =
      Set.of("insufficient_quota", "billing_hard_limit_reached", "insufficient_balance");
  private static final Pattern SECRET =
      Pattern.compile("(?i)\\b(?:sk|pk|gsk|xai|key)-[a-z0-9_*.-]{6,}|bearer\\s+\\S+");
  private static final Pattern WINDOW =
      Pattern.compile(
          "(?is)(?:maximum context length|context window[a-z ]*) (?:is |of )?(\\d{1,9})\\D"
              + "[^0-9]*(\\d{1,9})");

  /// TGI's words (2026-11).
  private static final Pattern SUM = Pattern.compile("must be <= (\\d{1,9})\\. Given: (\\d{1,9})");

  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(?:\\.\\d{1,9})?");
  private static final Pattern TITLE = Pattern.compile("(?is)<title>\\s*(.{0,200}?)\\s*</title>");

  /// An answer that is an error.
  Failure answer(int status, Map<String, String> headers, byte[] body) {
    var said = said(body);
    Optional<String> code = said.code();
    if (status == 429 && code.filter(NO_CREDIT::contains).isEmpty()) {
      return new Failure.Overloaded(provider + ": " + said.message(), retryAfter(headers));
    }
    return failure(status, said);
  }

  /// An error inside an answer that began well. Its own status counts if it is one.
  Failure inside(Json error) {
    var said = said(error);
    int status =
        said.code().filter(code -> code.matches("[45]\\d\\d")).map(Integer::parseInt).orElse(502);
    return failure(status, said);
  }

  private Failure failure(int status, Said said) {
    boolean tooLong =
        status == 400
            || status == 422
            || said.code().equals(Optional.of("context_length_exceeded"));
    for (var pattern : List.of(WINDOW, SUM)) {
      var window = pattern.matcher(said.message());
      if (tooLong && window.find()) {
        return new Failure.ContextExceeded(
            Integer.parseInt(window.group(2)), Integer.parseInt(window.group(1)));
      }
    }
    return new Failure.Upstream(provider, status, said.code(), said.message());
  }

  private static Said said(byte[] body) {
    byte[] bounded = body.length > MOST_BYTES ? Arrays.copyOf(body, MOST_BYTES) : body;
    try {
      return said(JsonReader.read(bounded));
    } catch (Refused _) {
      return new Said(Optional.empty(), plain(new String(bounded, StandardCharsets.UTF_8)));
    }
  }

  private static Said said(Json body) {
    return switch (body) {
      case Json.Fields fields -> {
        var inner = fields.get("error").filter(error -> !(error instanceof Json.Null));
        yield inner.isPresent() ? said(inner.get()) : said(fields);
      }
      case Json.Text(var text) -> new Said(Optional.empty(), plain(text));
      case Json.Items(var items) when !items.isEmpty() -> said(items.getFirst());
      case Json.Items _, Json.Numeral _, Json.Bool _, Json.Null _ ->
          new Said(Optional.empty(), plain(JsonWriter.text(body)));
    };
  }

  private static Said said(Json.Fields fields) {
    var message =
        fields
            .get("message")
            .or(() -> fields.get("detail"))
            .or(() -> fields.get("msg"))
            .map(json -> json instanceof Json.Text(var text) ? text : JsonWriter.text(json))
            .orElseGet(() -> JsonWriter.text(fields));
    var code = word(fields, "code").or(() -> word(fields, "type"));
    return new Said(code, plain(message + window(fields)));
  }

  /// llama-server tells the numbers beside its words (2026-11).
  private static String window(Json.Fields fields) {
    return word(fields, "n_ctx")
        .flatMap(window ->
            word(fields, "n_prompt_tokens")
                .map(
                    asked -> " (context window of " + window + " tokens, asked for " + asked + ")"))
        .orElse("");
  }

  private static Optional<String> word(Json.Fields fields, String name) {
    return fields
        .get(name)
        .flatMap(json ->
            switch (json) {
              case Json.Text(var text) when !text.isEmpty() -> Optional.of(clipped(text, 100));
              case Json.Numeral(var number) -> Optional.of(clipped(number.toString(), 100));
              case Json.Text _, Json.Fields _, Json.Items _, Json.Bool _, Json.Null _ ->
                  Optional.empty();
            });
  }

  private static String plain(String text) {
    String words = text.strip();
    if (words.startsWith("<")) {
      var title = TITLE.matcher(words);
      words = "a web page" + (title.find() ? ": " + title.group(1) : "");
    }
    if (words.isEmpty()) {
      words = "no reason given";
    }
    return SECRET.matcher(clipped(words, MOST_SHOWN)).replaceAll("[secret]");
  }

  private static String clipped(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }

  private static Duration retryAfter(Map<String, String> headers) {
    return seconds(headers, "retry-after-ms", 1)
        .or(() -> seconds(headers, "retry-after", 1000))
        .orElse(UNTOLD);
  }

  private static Optional<Duration> seconds(
      Map<String, String> headers, String name, int millisPerUnit) {
    return Optional.ofNullable(headers.get(name))
        .filter(value -> SECONDS.matcher(value).matches())
        .map(value -> Duration.ofMillis((long) (Double.parseDouble(value) * millisPerUnit)));
  }

  private record Said(Optional<String> code, String message) {}
}
