package dev.millrace.gateway.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Message;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What each vendor that speaks Chat Completions first is asked, and what its answers, in the shapes that
/// its pages show, come to.
final class ExchangesTest {
  private static final Set<String> CHAT = Set.of("openai-chat", "openai");
  private static final Request REQUEST = Request.of("m", List.<Message>of());

  /// What came of an answer.
  private record Heard(List<Event> events, Optional<Failure> failure) {
    String text() {
      var lines = events.stream().map(Object::toString).collect(Collectors.toList());
      failure.ifPresent(why -> lines.add("failed: " + why));
      return String.join("\n", lines) + "\n";
    }
  }

  static Stream<Vendor> vendors() {
    return Vendors.all().stream().filter(vendor -> CHAT.contains(vendor.dialects().getFirst()));
  }

  static Stream<Arguments> streams() {
    return vendors()
        .flatMap(vendor ->
            files(vendor).names(".txt").stream()
                .filter(name -> name.startsWith("stream") && !name.endsWith(".events"))
                .map(name -> Arguments.of(vendor.name(), name)));
  }

  static Stream<Arguments> errors() {
    return vendors()
        .flatMap(vendor ->
            files(vendor).names(".json").stream().map(name -> Arguments.of(vendor.name(), name)));
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void aVendorIsAskedInItsOwnWords(Vendor vendor) {
    var protocol = Asking.protocol(vendor);
    var text =
        Asking.of(vendor).stream()
            .map(name -> Asking.written(protocol, name))
            .collect(Collectors.joining());
    files(vendor).check("requests.written", text);
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void everyVendorHasAnAnswerAndAnError(Vendor vendor) {
    assertThat(files(vendor).names(".txt")).contains("stream");
    assertThat(files(vendor).names(".json")).anyMatch(name -> name.startsWith("error-"));
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aVendorsStreamIsUnderstood(String vendor, String name) {
    var heard = heard(protocol(vendor), List.of(bytes(vendor, name)));
    files(vendor).check(name + ".events.txt", heard.text());
  }

  @ParameterizedTest
  @MethodSource("streams")
  void howAStreamIsCutIntoPiecesDoesNotMatter(String vendor, String name) {
    byte[] bytes = bytes(vendor, name);
    var protocol = protocol(vendor);
    String whole = heard(protocol, List.of(bytes)).text();
    for (int at = 1; at < bytes.length; at += 11) {
      var pieces = List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length));
      assertThat(heard(protocol, pieces).text()).as("cut at %s", at).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("streams")
  void aStreamThatBreaksOffIsNeverWhole(String vendor, String name) {
    byte[] bytes = bytes(vendor, name);
    var protocol = protocol(vendor);
    int end = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("data: [DONE]");
    for (int at = 0; at < (end < 0 ? bytes.length : end); at++) {
      assertThat(heard(protocol, List.of(Arrays.copyOf(bytes, at))).failure())
          .as("cut at %s", at)
          .isPresent();
    }
  }

  @ParameterizedTest
  @MethodSource("errors")
  void aVendorsErrorIsUnderstood(String vendor, String name) {
    int status = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    byte[] body = files(vendor).bytes(name + ".json");
    var failure = protocol(vendor).answer(REQUEST).failure(status, Map.of(), body);
    files(vendor).check(name + ".failure", failure + "\n");
  }

  private static Heard heard(Protocol protocol, List<byte[]> pieces) {
    var events = new ArrayList<Event>();
    var stream = protocol.answer(REQUEST).stream();
    try {
      pieces.forEach(piece -> stream.turn(piece, events::add));
      stream.end(events::add);
      return new Heard(events, Optional.empty());
    } catch (Refused refused) {
      return new Heard(events, Optional.of(refused.failure()));
    }
  }

  private static Protocol protocol(String vendor) {
    return Asking.protocol(Vendors.find(vendor).orElseThrow());
  }

  private static byte[] bytes(String vendor, String name) {
    return files(vendor).bytes(name + ".txt");
  }

  private static Golden files(Vendor vendor) {
    return files(vendor.name());
  }

  private static Golden files(String vendor) {
    return Golden.in("vendors/" + vendor);
  }
}
