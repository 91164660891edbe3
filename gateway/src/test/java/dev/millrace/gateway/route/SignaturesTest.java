package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Signature;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SignaturesTest {
  private static final List<String> MAKERS =
      List.of("anthropic", "google", "openai", "deepseek", "mistral", "somebody");

  private final List<Note> notes = new ArrayList<>();

  static Stream<Arguments> makersAndReaders() {
    return MAKERS.stream()
        .flatMap(maker -> MAKERS.stream().map(reader -> Arguments.of(maker, reader)));
  }

  @ParameterizedTest
  @MethodSource("makersAndReaders")
  void whatOneMakerSignedIsShownToNoOther(String maker, String reader) {
    var request = signedBy(maker);
    var shown = new Signatures(Set.of(reader), notes::add).strip(request);
    if (maker.equals(reader)) {
      assertThat(shown).isEqualTo(request);
      assertThat(notes).isEmpty();
      return;
    }
    assertThat(shown.toString()).doesNotContain("secret of " + maker);
    assertThat(shown.messages().get(1).parts())
        .containsExactly(
            new Part.Thought("hm"),
            new Part.Text("so"),
            new Part.ToolCall("c", "f", "{}"),
            new Part.ToolResult("c", "42"));
    assertThat(notes).extracting(Note::field).containsExactly("signatures");
  }

  @Test
  void ofSeveralMakersEachReaderSeesItsOwn() {
    for (String reader : MAKERS) {
      var parts = MAKERS.stream().flatMap(maker -> parts(maker).stream()).toList();
      var request = Request.of("m", List.of(new Message(Role.ASSISTANT, Optional.empty(), parts)));
      String shown = new Signatures(Set.of(reader), notes::add).strip(request).toString();
      for (String maker : MAKERS) {
        assertThat(shown.contains("secret of " + maker)).isEqualTo(maker.equals(reader));
      }
    }
  }

  @Test
  void whereNothingIsSignedNothingIsNoted() {
    var request = Request.of("m", List.of(Message.of(Role.USER, "hi")));
    assertThat(new Signatures(Set.of(), notes::add).strip(request)).isSameAs(request);
    assertThat(notes).isEmpty();
  }

  private static Request signedBy(String maker) {
    var said = new Message(Role.ASSISTANT, Optional.empty(), parts(maker));
    return Request.of("m", List.of(Message.of(Role.USER, "hi"), said));
  }

  private static List<Part> parts(String maker) {
    var signature = new Signature(maker, "secret of " + maker);
    return List.of(
        new Part.Thought("hm", Optional.of(signature)),
        new Part.Withheld(signature),
        new Part.Text("so"),
        new Part.ToolCall("c", "f", "{}", Optional.of(signature)),
        new Part.ToolResult("c", "42"));
  }
}
