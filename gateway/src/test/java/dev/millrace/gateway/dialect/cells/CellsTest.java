package dev.millrace.gateway.dialect.cells;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import dev.millrace.gateway.golden.Golden;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a request of each dialect is to each provider, and what an answer of each provider is to the
/// clients of each dialect.
final class CellsTest {
  static Stream<Arguments> requests() {
    var cases = new TreeSet<String>();
    for (var served : Served.ALL) {
      cases.addAll(Cells.REQUESTS.names("." + served.word() + ".json"));
    }
    return Spoken.ALL.stream()
        .flatMap(spoken -> cases.stream().map(request -> Arguments.of(spoken, request)));
  }

  static Stream<Arguments> answers() {
    return Spoken.ALL.stream()
        .flatMap(
            spoken -> Cells.answers(spoken).stream().map(answer -> Arguments.of(spoken, answer)));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aProviderIsAskedWhatTheClientAsked(Spoken spoken, String request) {
    var cells = new LinkedHashMap<String, List<String>>();
    for (var served : Served.ALL) {
      if (served.has(request)) {
        String written = written(served.asked(request), spoken.protocol());
        cells.computeIfAbsent(written, _ -> new ArrayList<>()).add(served.word());
      }
    }
    var text = new StringBuilder();
    cells.forEach((written, dialects) ->
        text.append("=== ").append(String.join(", ", dialects)).append('\n').append(written));
    Golden.in("cells/written/" + spoken.name()).check(request + ".txt", text.toString());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aClientIsToldWhatTheProviderSaid(Spoken spoken, String answer) {
    var text = new StringBuilder();
    for (var served : Served.ALL) {
      text.append("=== ").append(served.word()).append('\n');
      text.append(told(served, spoken, answer)).append('\n');
    }
    Golden.in("cells/told/" + spoken.name()).check(answer + ".txt", text.toString());
  }

  private static String written(Asked asked, Protocol protocol) {
    try {
      var fitted = Cells.fitted(asked, protocol);
      var text = new StringBuilder();
      for (var request : fitted.requests()) {
        var written = protocol.write(request);
        text.append("POST ").append(written.path()).append('\n');
        new TreeMap<>(written.headers())
            .forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
        text.append(Golden.readable(written.body())).append('\n');
      }
      fitted.receipt().notes().forEach(note -> text.append(receipt(note)));
      return text.toString();
    } catch (Refused refused) {
      return "refused: " + refused.failure() + "\n";
    }
  }

  private static String receipt(Note note) {
    String fate = note.fate().name().toLowerCase(Locale.ROOT);
    return (fate + " " + note.field() + ": " + note.why()).strip() + "\n";
  }

  private static String told(Served served, Spoken spoken, String answer) {
    var asked = served.answered();
    var stream = Cells.stream(spoken, answer);
    Request request;
    try {
      request = Cells.fitted(asked, spoken.protocol()).requests().getFirst();
      spoken.protocol().write(request);
    } catch (Refused _) {
      return "cannot be asked\n";
    }
    var heard = Cells.heard(request, spoken.protocol(), List.of(stream));
    var text = new StringBuilder();
    Cells.told(served, heard)
        .forEach(
            frame -> text.append(new String(FrameWriter.bytes(frame), StandardCharsets.UTF_8)));
    heard
        .failure()
        .ifPresentOrElse(
            failure -> text.append("failed: ").append(failure).append('\n'),
            () -> text.append(whole(served, asked, heard)).append('\n'));
    return text.toString();
  }

  private static String whole(Served served, Asked asked, Cells.Heard heard) {
    var writer = asked.writer().apply(served.naming());
    return Golden.readable(writer.whole(Reply.of(heard.events())));
  }
}
