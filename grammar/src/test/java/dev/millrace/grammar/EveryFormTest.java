package dev.millrace.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Constraint;
import dev.millrace.llm.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// From a form to the tokens that may come next. Markers are spelled `⟦name⟧` here.
final class EveryFormTest {
  private static final Pattern MARKER = Pattern.compile("⟦([^⟧]*)⟧");

  record Row(Constraint.Form form, List<String> texts, List<String> other) {}

  static Stream<Row> rows() {
    return Stream.of(
        new Row(new Constraint.Literal("né"), List.of("né"), List.of("", "n", "ne", "néé")),
        new Row(new Constraint.Marker("end"), List.of("⟦end⟧"), List.of("", "end", "⟦ends⟧")),
        new Row(
            new Constraint.Regex("^(?=.*[A-Z])(?!.*zz)\\p{L}{2,}|é?日*$"),
            List.of("aÉA", "Aa", "é日日", ""),
            List.of("aa", "Azz", "日é")),
        new Row(
            new Constraint.Choice(
                List.of("yes", "yesterday", "no", "\uD83D\uDC6A", "\uD83D\uDC6B")),
            List.of("yes", "yesterday", "no", "\uD83D\uDC6B"),
            List.of("", "yester", "yesno", "\uD83D\uDC6C")),
        new Row(
            new Constraint.Grammar("root ::= root [-+] part | part\npart ::= [0-9] | '(' root ')'"),
            List.of("1", "1+(2-3)", "((1))+2"),
            List.of("", "1+", "(1", "()")),
        new Row(
            new Constraint.AnyText(List.of("<a", "<think")),
            List.of("", "<<", "a < b é", "<thin"),
            List.of("<a", "é<<think", "⟦end⟧")),
        new Row(
            new Constraint.AnyText(List.of()), List.of("", "a\né\uD83D\uDC6A"), List.of("⟦end⟧")));
  }

  static Stream<Row> json() {
    var object = new Constraint.JsonObject();
    var type = new Json.Fields(Map.of("type", new Json.Text("integer")));
    var integer = new Constraint.Schema(type);
    return Stream.of(
        new Row(object, List.of("{}", "{\"a\": [1, null]}"), List.of("", "[]", "{\"a\"}")),
        new Row(integer, List.of("0", "-12"), List.of("", "01", "1.5", "\"1\"")),
        new Row(
            new Constraint.Sequence(List.of(integer, new Constraint.Literal(";"), object, integer)),
            List.of("1;{}2"),
            List.of("1;2", "{};{}1")));
  }

  static Stream<Row> combined() {
    var one = new Constraint.Grammar("root ::= x\nx ::= \"1\" x | \"\"");
    var two = new Constraint.Grammar("root ::= x\nx ::= \"2\" x | \"\"");
    var call =
        new Constraint.Sequence(
            List.of(new Constraint.Literal("<tool>"), one, new Constraint.Marker("done")));
    var free = new Constraint.AnyText(List.of("<tool"));
    var calls =
        new Constraint.Repeated(
            new Constraint.Sequence(List.of(free, call)), 0, OptionalInt.empty());
    return Stream.of(
        new Row(new Constraint.Sequence(List.of(one, two)), List.of("", "112"), List.of("21")),
        new Row(new Constraint.Sequence(List.of()), List.of(""), List.of("a")),
        new Row(new Constraint.Either(List.of(one, two)), List.of("", "11", "2"), List.of("12")),
        new Row(
            new Constraint.Repeated(
                new Constraint.Choice(List.of("a", "bc")), 1, OptionalInt.of(2)),
            List.of("a", "abc", "bcbc"),
            List.of("", "aaa", "ab")),
        new Row(
            new Constraint.Sequence(List.of(calls, free)),
            List.of("", "text", "a<tool>11⟦done⟧b<tool>⟦done⟧", "<<tool>1⟦done⟧<"),
            List.of("<tool>2", "<tool>", "⟦done⟧")));
  }

  @ParameterizedTest
  @MethodSource({"rows", "combined", "json"})
  void aFormIsReadAsItIsMeant(Row row) {
    var language = Language.of(row.form);
    for (var text : row.texts) {
      assertThat(reads(language, text)).as("%s", text).isTrue();
    }
    for (var text : row.other) {
      assertThat(reads(language, text)).as("%s", text).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource({"rows", "combined", "json"})
  void theTokensAllowedAreThoseThatCanBeRead(Row row) {
    var language = Language.of(row.form);
    List<byte[]> tokens = tokens(row);
    var masks = new Masks(TokenTable.of(tokens));
    var allowed = new long[(tokens.size() + 63) / 64];
    for (var text : row.texts) {
      byte[] bytes = bytes(text);
      for (int read = 0; read <= bytes.length; read++) {
        var matcher = language.matcher();
        assertThat(matcher.accept(Arrays.copyOf(bytes, read))).isTrue();
        masks.allowed(matcher, allowed);
        for (int token = 0; token < tokens.size(); token++) {
          boolean readable =
              tokens.get(token).length > 0 && matcher.copy().accept(tokens.get(token));
          assertThat((allowed[token / 64] >> (token % 64) & 1) == 1)
              .as("token %s behind %d bytes of %s", tokens.get(token), read, text)
              .isEqualTo(readable);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource({"rows", "combined", "json"})
  void whatIsForcedIsWhatFollows(Row row) {
    var language = Language.of(row.form);
    for (var text : row.texts) {
      byte[] bytes = bytes(text);
      for (int read = 0; read <= bytes.length; read++) {
        var matcher = language.matcher();
        matcher.accept(Arrays.copyOf(bytes, read));
        byte[] forced = matcher.forced();
        byte[] following = Arrays.copyOfRange(bytes, read, bytes.length);
        assertThat(Arrays.copyOf(following, forced.length)).isEqualTo(forced);
      }
    }
  }

  private static boolean reads(Language language, String text) {
    var matcher = language.matcher();
    return matcher.accept(bytes(text)) && matcher.complete();
  }

  /// All single bytes, the markers, and all short pieces of the texts.
  private static List<byte[]> tokens(Row row) {
    Set<String> pieces = new LinkedHashSet<>();
    IntStream.range(0, 256).forEach(one -> pieces.add(Character.toString(one)));
    for (var text : Stream.concat(row.texts.stream(), row.other.stream()).toList()) {
      var latin = new String(bytes(text), StandardCharsets.ISO_8859_1);
      for (int from = 0; from < latin.length(); from++) {
        for (int length = 2; length <= 6; length++) {
          pieces.add(latin.substring(from, Math.min(latin.length(), from + length)));
        }
      }
    }
    pieces.add("");
    return pieces.stream().map(piece -> piece.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  private static byte[] bytes(String text) {
    var bytes = new ByteArrayOutputStream();
    int from = 0;
    var marker = MARKER.matcher(text);
    while (marker.find()) {
      bytes.writeBytes(text.substring(from, marker.start()).getBytes(StandardCharsets.UTF_8));
      bytes.writeBytes(TokenTable.marker(marker.group(1)));
      from = marker.end();
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }
}
