package dev.millrace.gateway.dialect.sagemaker;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Failures of an endpoint: AWS's own, and within a `ModelError` those of the server in its container.
final class Failures {
  private Failures() {}

  /// @param inner reads what the container says
  record Told(String provider, Incoming inner) {}

  /// What an error answer means.
  static Failure read(Told told, int status, Map<String, String> headers, byte[] body) {
    return containers(told, said(body))
        .orElseGet(() ->
            dev.millrace.gateway.dialect.bedrock.Failures.read(
                status, headers, body, told.provider()));
  }

  /// What an exception in a stream means.
  static Failure inside(Told told, String code, Json.Fields said) {
    return containers(told, said)
        .orElseGet(() ->
            dev.millrace.gateway.dialect.bedrock.Failures.inside(code, said, told.provider()));
  }

  private static Optional<Failure> containers(Told told, Json.Fields said) {
    var status = number(said, "OriginalStatusCode");
    if (status.isEmpty()) {
      return Optional.empty();
    }
    byte[] message = text(said, "OriginalMessage").getBytes(StandardCharsets.UTF_8);
    return Optional.of(told.inner().failure(status.getAsInt(), Map.of(), message));
  }

  private static Json.Fields said(byte[] body) {
    try {
      return JsonReader.readObject(body);
    } catch (Refused _) {
      return new Json.Fields(Map.of()); // told as it is, by AWS's own
    }
  }

  private static OptionalInt number(Json.Fields said, String name) {
    return said.get(name).orElse(new Json.Null()) instanceof Json.Numeral(var number)
            && number.compareTo(BigDecimal.valueOf(400)) >= 0
            && number.compareTo(BigDecimal.valueOf(599)) <= 0
        ? OptionalInt.of(number.intValue())
        : OptionalInt.empty();
  }

  private static String text(Json.Fields said, String name) {
    return said.get(name).orElse(new Json.Null()) instanceof Json.Text(var text) ? text : "";
  }
}
