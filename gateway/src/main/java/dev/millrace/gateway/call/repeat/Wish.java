package dev.millrace.gateway.call.repeat;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a request wants that may be sent again.
///
/// @param key under which it is the same
/// @param fingerprint of what it asks
/// @param after the number of the last event of its stream that is left out; 0 for none
/// @param forgetful whether nothing may be kept of it when it has ended
record Wish(String key, String fingerprint, long after, boolean forgetful) {
  private static final String KEY = "idempotency-key";
  private static final String LAST = "last-event-id";
  private static final List<String> FORGETFUL = List.of("x-millrace-zdr", "wafer-zdr");
  private static final Pattern FIT = Pattern.compile("[!-~](?:[ -~]{0,253}[!-~])?");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

  /// Nothing if it does not want to be the same as another.
  ///
  /// @throws Refused if a header is wrong
  static Optional<Wish> of(Arrival arrival) {
    Optional<String> key = arrival.header(KEY).map(String::strip);
    Optional<String> last = arrival.header(LAST).map(String::strip);
    if (key.isEmpty()) {
      if (last.isPresent()) {
        throw refused(LAST, "needs the Idempotency-Key of the stream that is to be gone on with");
      }
      return Optional.empty();
    }
    if (!FIT.matcher(key.get()).matches()) {
      throw refused(KEY, "must be 1 to 255 characters of ASCII");
    }
    boolean forgetful = FORGETFUL.stream().anyMatch(name -> arrival.header(name).isPresent());
    return Optional.of(
        new Wish(key.get(), fingerprint(arrival), last.map(Wish::number).orElse(0L), forgetful));
  }

  private static long number(String id) {
    if (!NUMBER.matcher(id).matches()) {
      throw refused(LAST, "must be the id of an event, which is a number");
    }
    return Long.parseLong(id);
  }

  private static String fingerprint(Arrival arrival) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(arrival.body());
      digest.update(new TreeMap<>(arrival.query()).toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// A refusal of a header.
  static Refused refused(String header, String why) {
    return new Refused(new Failure.BadRequest(header, Problem.OUT_OF_RANGE, why));
  }
}
