package dev.millrace.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.sample.Drawn;
import dev.millrace.engine.sample.Likelihood;
import dev.millrace.engine.sample.Preferences;
import dev.millrace.engine.speech.Script;
import dev.millrace.engine.speech.Speech;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.llm.Bounds;
import dev.millrace.llm.Detail;
import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import dev.millrace.llm.Reply;
import dev.millrace.llm.Stop;
import dev.millrace.llm.TokenLogprob;
import dev.millrace.llm.Usage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AnswerTest {
  private static final Usage USAGE = new Usage(1, 0, 1, 0, Usage.Origin.EXACT);

  /// Text, stop strings, what remains, and the stop that came up.
  record Cut(String text, List<String> stops, String rest, Optional<String> found) {}

  static Stream<Cut> cuts() {
    return Stream.of(
        new Cut("hello world", List.of("wor"), "hello ", Optional.of("wor")),
        new Cut("hello world", List.of("worm"), "hello world", Optional.empty()),
        new Cut("aaab", List.of("aab"), "a", Optional.of("aab")),
        new Cut("ababac", List.of("abac"), "ab", Optional.of("abac")),
        new Cut("abcd", List.of("bcd", "c"), "ab", Optional.of("c")),
        new Cut("abc", List.of("bc", "abc", "c"), "", Optional.of("abc")),
        new Cut("stop", List.of("stop"), "", Optional.of("stop")),
        new Cut("ends with sto", List.of("stop"), "ends with sto", Optional.empty()),
        new Cut("grüße 😀 END x", List.of("😀 END"), "grüße ", Optional.of("😀 END")),
        new Cut("日本語。日本", List.of("。"), "日本語", Optional.of("。")),
        new Cut("no stops at all", List.of(), "no stops at all", Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void aStopStringIsFoundHoweverTheTextIsCutIntoTokens(Cut cut) {
    for (int seed = 0; seed < 300; seed++) {
      Reply.Choice choice = choice(cut.text(), seed, order(cut.stops(), Speech.Thinking.IN_TEXT));
      assertThat(choice.text()).as("seed " + seed).isEqualTo(cut.rest());
      Stop stop = cut.found().<Stop>map(Stop.Matched::new).orElse(new Stop.Ended());
      assertThat(choice.stop()).as("seed " + seed).isEqualTo(stop);
    }
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void likelihoodsAreThoseOfTheTokensThatWereTold(Cut cut) {
    for (int seed = 0; seed < 300; seed++) {
      Reply.Choice choice = choice(cut.text(), seed, order(cut.stops(), Speech.Thinking.IN_TEXT));
      String told = bytes(choice.pieces().stream().flatMap(piece -> piece.logprobs().stream()));
      assertThat(told).as("seed " + seed).startsWith(raw(cut.rest()));
      assertThat(raw(cut.text())).as("seed " + seed).startsWith(told);
    }
  }

  /// What the model writes, and the parts it is told as.
  record Thinking(String text, Speech.Thinking kind, List<Part> parts) {}

  static Stream<Thinking> thoughts() {
    return Stream.of(
        new Thinking(
            "<think>\nhm </think>\n\nYes.",
            Speech.Thinking.APART,
            List.of(new Part.Thought("hm "), new Part.Text("Yes."))),
        new Thinking(
            "hm</think>Yes.",
            Speech.Thinking.BEGUN,
            List.of(new Part.Thought("hm"), new Part.Text("Yes."))),
        new Thinking(
            "<think>a</think>b<think>c</think>",
            Speech.Thinking.APART,
            List.of(new Part.Thought("a"), new Part.Text("b<think>c</think>"))),
        new Thinking(" <thin air", Speech.Thinking.APART, List.of(new Part.Text(" <thin air"))),
        new Thinking("<thi", Speech.Thinking.APART, List.of(new Part.Text("<thi"))),
        new Thinking(
            "<think>on </thi", Speech.Thinking.APART, List.of(new Part.Thought("on </thi"))),
        new Thinking(
            "<think>\n\n</think>\n\nx", Speech.Thinking.APART, List.of(new Part.Text("x"))),
        new Thinking("<think></think>", Speech.Thinking.APART, List.of()),
        new Thinking(
            "<think>a</think>b",
            Speech.Thinking.IN_TEXT,
            List.of(new Part.Text("<think>a</think>b"))));
  }

  @ParameterizedTest
  @MethodSource("thoughts")
  void thoughtsAreToldApartHoweverTheTextIsCutIntoTokens(Thinking thinking) {
    for (int seed = 0; seed < 300; seed++) {
      Reply.Choice choice = choice(thinking.text(), seed, order(List.of(), thinking.kind()));
      assertThat(choice.pieces().stream().map(Reply.Piece::part).toList())
          .as("seed " + seed)
          .isEqualTo(thinking.parts());
    }
  }

  /// A model that thinks of a stop string has not said it.
  @Test
  void aStopStringInAThoughtStopsNothing() {
    var begun = order(List.of("END"), Speech.Thinking.BEGUN);
    for (int seed = 0; seed < 300; seed++) {
      Reply.Choice choice = choice("to say END? E</think>ND, not END.", seed, begun);
      assertThat(choice.pieces().stream().map(Reply.Piece::part).toList())
          .as("seed " + seed)
          .isEqualTo(List.of(new Part.Thought("to say END? E"), new Part.Text("ND, not ")));
      assertThat(choice.stop()).as("seed " + seed).isEqualTo(new Stop.Matched("END"));
    }
  }

  @Test
  void anUnfinishedCharacterBecomesAReplacementAtTheEnd() {
    var events = new ArrayList<Event>();
    byte[] half = Arrays.copyOf("é".getBytes(StandardCharsets.UTF_8), 1);
    answer(List.of(new byte[] {'a'}, half), order(List.of(), Speech.Thinking.IN_TEXT), events);
    assertThat(fold(events).choices().getFirst().text()).isEqualTo("a\uFFFD");
  }

  @Test
  void noEventHasHalfACharacter() {
    var events = new ArrayList<Event>();
    List<byte[]> bytes = new ArrayList<>();
    for (byte value : "aé日😀b".getBytes(StandardCharsets.UTF_8)) {
      bytes.add(new byte[] {value});
    }
    answer(bytes, order(List.of(), Speech.Thinking.IN_TEXT), events);
    assertThat(events.stream().filter(Event.Grew.class::isInstance).map(Event.Grew.class::cast))
        .extracting(Event.Grew::delta)
        .containsExactly("a", "é", "日", "😀", "b");
  }

  @Test
  void aChoiceWithoutTextIsOnlyStopped() {
    var events = new ArrayList<Event>();
    answer(List.of(), order(List.of(), Speech.Thinking.IN_TEXT), events);
    assertThat(events).containsExactly(new Event.Stopped(0, new Stop.Ended()));
  }

  private static Reply.Choice choice(String text, int seed, Order order) {
    var events = new ArrayList<Event>();
    answer(pieces(text.getBytes(StandardCharsets.UTF_8), new Random(seed)), order, events);
    Reply reply = fold(events);
    return reply.choices().getFirst();
  }

  private static Reply fold(List<Event> events) {
    var whole = new ArrayList<Event>();
    whole.add(new Event.Opened("id", "m"));
    whole.addAll(events);
    whole.add(new Event.Metered(USAGE));
    whole.add(new Event.Closed());
    return Reply.of(whole);
  }

  private static void answer(List<byte[]> pieces, Order order, List<Event> events) {
    var unique = new LinkedHashSet<String>();
    pieces.stream()
        .filter(piece -> piece.length > 1)
        .forEach(piece -> unique.add(new String(piece, StandardCharsets.ISO_8859_1)));
    var list = List.copyOf(unique);
    Tokenizer tokenizer =
        Letters.with(
            list.stream().map(piece -> piece.getBytes(StandardCharsets.ISO_8859_1)).toList());
    var answer = new Answer(0, order, tokenizer, events::add);
    for (byte[] piece : pieces) {
      int more = list.indexOf(new String(piece, StandardCharsets.ISO_8859_1));
      int token = piece.length == 1 ? piece[0] & 0xff : Letters.END + 1 + more;
      if (answer.take(new Drawn(token, Optional.of(new Likelihood(-1, List.of()))))) {
        return;
      }
    }
    answer.end(new Stop.Ended());
  }

  private static List<byte[]> pieces(byte[] bytes, Random random) {
    var pieces = new ArrayList<byte[]>();
    for (int at = 0; at < bytes.length; ) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(5));
      pieces.add(Arrays.copyOfRange(bytes, at, end));
      at = end;
    }
    return pieces;
  }

  private static String raw(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static String bytes(Stream<TokenLogprob> logprobs) {
    return logprobs
        .flatMap(one -> one.chosen().bytes().stream())
        .map(value -> String.valueOf((char) value.intValue()))
        .collect(Collectors.joining());
  }

  private static Order order(List<String> stops, Speech.Thinking thought) {
    return new Order(
        "id",
        "m",
        new int[] {1},
        Preferences.NEUTRAL,
        1,
        new Bounds(OptionalInt.empty(), stops, 1),
        Detail.logprobs(0),
        Optional.empty(),
        new Speech(thought, Script.unknown(), List.of()));
  }
}
