package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What AWS says when it refuses or fails, as failures. The kind of error is in the header
/// `x-amzn-errortype`, in `__type` of the body, or the name of an exception in a stream.
public final class Failures {
  private static final int MOST_SHOWN = 1_000;
  private static final Duration UNTOLD = Duration.ofSeconds(5);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(?:\\.\\d{1,9})?");

  /// The status of exceptions in a stream, which have none of their own (Smithy model of
  /// bedrock-runtime and sagemaker-runtime, 2026-11).
  private static final Map<String, Integer> STATUS =
      Map.ofEntries(
          Map.entry("accessdenied", 403),
          Map.entry("internalserver", 500),
          Map.entry("internalstreamfailure", 500),
          Map.entry("modelerror", 424),
          Map.entry("modelnotready", 429),
          Map.entry("modelstreamerror", 424),
          Map.entry("modelstreamerrorevent", 424),
          Map.entry("modeltimeout", 408),
          Map.entry("resourcenotfound", 404),
          Map.entry("servicequotaexceeded", 400),
          Map.entry("serviceunavailable", 503),
          Map.entry("throttling", 429),
          Map.entry("validation", 400));

  /// How prompts that are too long are told of, by those who tell numbers.
  private static final List<Pattern> NUMBERED =
      Stream.of(
              "prompt is too long: (?<asked>\\d{1,9}) tokens > (?<window>\\d{1,9})",
              "exceed context limit: (?<asked>\\d{1,9} \\+ \\d{1,9}) > (?<window>\\d{1,9})",
              "maximum context length (?:is|of) (?<window>\\d{1,9})\\D[^0-9]*(?<asked>\\d{1,9})")
          .map(words -> Pattern.compile("(?is)" + words))
          .toList();

  /// And by those who tell none.
  private static final Pattern TOO_LONG =
      Pattern.compile(
          "(?is)(?:input|prompt) is too long|input tokens exceeded|too many input tokens"
              + "|exceeds? (?:the )?maximum (?:context|input|token|number of tokens)"
              + "|context window (?:is |was )?exceeded");

  private Failures() {}

  /// What an error answer means.
  ///
  /// @param headers by lower-case name
  public static Failure read(
      int status, Map<String, String> headers, byte[] body, String provider) {
    var said = said(body);
    var code = Optional.ofNullable(headers.get("x-amzn-errortype")).or(() -> text(said, "__type"));
    return failure(
        new Told(provider, status, code.map(Failures::bare).orElse(""), message(said)),
        retryAfter(headers));
  }

  /// What an exception in a stream means.
  public static Failure inside(String code, Json.Fields said, String provider) {
    String kind = bare(code);
    int status = STATUS.getOrDefault(kind(kind), 502);
    return failure(new Told(provider, status, kind, message(said)), UNTOLD);
  }

  private record Told(String provider, int status, String code, String message) {
    Failure as(String word) {
      return new Failure.Upstream(
          provider, status, word.isEmpty() ? Optional.empty() : Optional.of(word), message);
    }
  }

  private static Failure failure(Told told, Duration retryAfter) {
    String kind = kind(told.code());
    boolean busy = told.status() == 429 || kind.equals("throttling");
    if (busy || kind.equals("servicequotaexceeded")) {
      return new Failure.Overloaded(told.provider() + ": " + told.message(), retryAfter);
    }
    if (told.status() == 400 || kind.equals("validation")) {
      for (Pattern pattern : NUMBERED) {
        var found = pattern.matcher(told.message());
        if (found.find()) {
          return new Failure.ContextExceeded(sum(found.group("asked")), sum(found.group("window")));
        }
      }
      if (TOO_LONG.matcher(told.message()).find()) {
        return told.as("context_length_exceeded");
      }
    }
    return told.as(told.code());
  }

  private static int sum(String numbers) {
    long sum = 0;
    for (String number : numbers.split(" \\+ ", -1)) {
      sum += Long.parseLong(number);
    }
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  /// As in `ThrottlingException:http://internal.amazon.com/` and `com.amazon.coral#Throttling`.
  private static String bare(String code) {
    String name = code.contains(":") ? code.substring(0, code.indexOf(':')) : code;
    name = name.substring(name.lastIndexOf('#') + 1).strip();
    return name.length() <= 100 ? name : name.substring(0, 100);
  }

  private static String kind(String code) {
    String lower = code.toLowerCase(Locale.ROOT);
    return lower.endsWith("exception")
        ? lower.substring(0, lower.length() - "exception".length())
        : lower;
  }

  private static Json.Fields said(byte[] body) {
    try {
      return JsonReader.readObject(body);
    } catch (Refused _) {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      String words = text.startsWith("<") ? "a web page or XML, not JSON" : text;
      return new Json.Fields(Map.of("message", new Json.Text(words)));
    }
  }

  private static String message(Json.Fields said) {
    String words =
        Stream.of("message", "Message", "originalMessage", "OriginalMessage")
            .flatMap(name -> text(said, name).stream())
            .filter(text -> !text.isBlank())
            .collect(Collectors.joining(": "));
    String told = words.isEmpty() ? "no reason given" : words;
    return told.length() <= MOST_SHOWN ? told : told.substring(0, MOST_SHOWN) + "...";
  }

  private static Optional<String> text(Json.Fields said, String name) {
    return said.get(name)
        .flatMap(
            json -> json instanceof Json.Text(var text) ? Optional.of(text) : Optional.empty());
  }

  private static Duration retryAfter(Map<String, String> headers) {
    return Optional.ofNullable(headers.get("retry-after"))
        .filter(value -> SECONDS.matcher(value).matches())
        .map(value -> Duration.ofMillis((long) (Double.parseDouble(value) * 1000)))
        .orElse(UNTOLD);
  }
}
