package dev.millrace.engine.speech;

import dev.millrace.engine.token.ByteAlphabet;
import dev.millrace.engine.token.Kind;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.engine.token.Vocabulary;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import dev.millrace.llm.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Gathers what a reader tells, and checks that each character is told once.
final class Heard implements Voice {
  static final Tool WEATHER =
      new Tool(
          "get_weather",
          "",
          new Json.Fields(
              Map.of(
                  "properties",
                  new Json.Fields(
                      Map.of("city", new Json.Fields(Map.of("type", new Json.Text("string"))))))));
  static final Tool ADD = new Tool("add", "", new Json.Fields(Map.of()));

  private final String said;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder grown = new StringBuilder();
  private Optional<Part> part = Optional.empty();
  private int at;

  private Heard(String said) {
    this.said = said;
  }

  /// What is told of a text, in which `⟦name⟧` is a control token.
  ///
  /// @param seed of the pieces that it comes in
  static List<Part> of(
      String template, Speech.Thinking thinking, String text, long seed, boolean cut) {
    List<String> names = controls(text);
    Script script = Script.of(template, tokenizer(names));
    String said = text;
    for (int at = 0; at < names.size(); at++) {
      said = said.replace("⟦" + names.get(at) + "⟧", script.sign(256 + at));
    }
    var heard = new Heard(said);
    var reader =
        new SpeechReader(new Speech(thinking, script, List.of(WEATHER, ADD)), "seed", heard);
    var random = new Random(seed);
    for (int from = 0; from < said.length(); ) {
      int to = Math.min(said.length(), from + 1 + random.nextInt(7));
      reader.read(said.substring(from, to));
      from = to;
    }
    reader.end(cut);
    if (heard.at != said.length()) {
      throw new AssertionError(said.length() - heard.at + " characters were never told");
    }
    return heard.parts;
  }

  static List<String> controls(String text) {
    return java.util.regex.Pattern.compile("⟦(.*?)⟧")
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  static Tokenizer tokenizer(List<String> controls) {
    List<String> tokens =
        IntStream.range(0, 256)
            .mapToObj(value -> String.valueOf(ByteAlphabet.letter((byte) value)))
            .collect(Collectors.toCollection(ArrayList::new));
    var kinds = new ArrayList<>(tokens.stream().map(_ -> Kind.NORMAL).toList());
    for (var control : controls) {
      tokens.add(control);
      kinds.add(Kind.CONTROL);
    }
    return Tokenizer.of(
        new Vocabulary(
            tokens, kinds, List.of(), "qwen2", OptionalInt.empty(), OptionalInt.empty(), false));
  }

  @Override
  public void text(int count) {
    grow(new Part.Text(""), take(count));
  }

  @Override
  public void thought(int count) {
    grow(new Part.Thought(""), take(count));
  }

  @Override
  public void arguments(int count) {
    say(take(count));
  }

  @Override
  public void nothing(int count) {
    take(count);
  }

  private String take(int count) {
    at += count;
    return said.substring(at - count, at);
  }

  @Override
  public void call(Part.ToolCall call) {
    part = Optional.of(call);
  }

  @Override
  public void say(String arguments) {
    grown.append(arguments);
  }

  private void grow(Part kind, String more) {
    if (!part.orElse(kind).equals(kind)) {
      throw new AssertionError(kind + " inside " + part);
    }
    part = Optional.of(kind);
    grown.append(more);
  }

  @Override
  public void whole() {
    part.ifPresent(one -> parts.add(one.withGrown(grown.toString())));
    part = Optional.empty();
    grown.setLength(0);
  }
}
