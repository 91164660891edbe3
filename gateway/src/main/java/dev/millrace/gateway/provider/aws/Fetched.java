package dev.millrace.gateway.provider.aws;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Refused;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Keys as the metadata services of containers and machines tell them, in JSON.
final class Fetched {
  private Fetched() {}

  /// @throws IOException if there are none
  static Keys keys(byte[] body, String who) throws IOException {
    try {
      var told = Members.of(JsonReader.readObject(body));
      return new Keys(
          told.need("AccessKeyId").text(),
          told.need("SecretAccessKey").text(),
          told.text("Token"),
          Optional.of(Instant.parse(told.need("Expiration").text())));
    } catch (Refused | DateTimeParseException _) {
      throw new IOException(who + " answered without keys"); // what it said might hold them
    }
  }
}
