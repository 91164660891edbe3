package dev.millrace.gateway.dialect.openai.responses;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.Reading;
import dev.millrace.gateway.dialect.Seal;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// What the tests of this dialect share: a seal that anybody could break, and time that stands still.
final class Bench {
  static final Naming NAMING = new Naming("resp_0", "m", Instant.ofEpochSecond(1_700_000_000));
  static final Instant NOW = Instant.ofEpochSecond(1_700_000_009);
  static final String LEAST = "{\"model\":\"m\",\"input\":\"hi\"}";

  private Bench() {}

  static final class PlainSeal implements Seal {
    private static final String PREFIX = "plain.";

    @Override
    public String seal(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public Optional<String> open(String token) {
      return token.startsWith(PREFIX)
          ? Optional.of(
              new String(
                  Base64.getUrlDecoder().decode(token.substring(PREFIX.length())),
                  StandardCharsets.UTF_8))
          : Optional.empty();
    }
  }

  static Responses dialect(Past past) {
    return new Responses(new PlainSeal(), past, () -> NOW);
  }

  static Asked asked(String body, Reading reading) {
    return dialect(Past.none()).read(JsonReader.readObject(body), reading);
  }

  /// The frames of events that answer a request.
  static List<Frame> frames(Asked asked, List<Event> events) {
    var frames = new ArrayList<Frame>();
    var writer = asked.writer().apply(NAMING).stream();
    events.forEach(event -> writer.turn(event, frames::add));
    return frames;
  }
}
