package dev.millrace.gateway.dialect.anthropic;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Event;
import dev.millrace.llm.Json;
import dev.millrace.llm.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One block of an answer as it comes. Not thread-safe.
final class OpenBlock {
  private final int index;
  private final String maker;
  private final Optional<Part> part;
  private final StringBuilder signature = new StringBuilder();
  private final List<Value> citations = new ArrayList<>();
  private Optional<Json.Fields> input = Optional.empty();
  private boolean blank = true;

  /// @param index of the part that it is, if it is one
  /// @param maker who signs
  /// @param part absent: the block is passed over
  OpenBlock(int index, String maker, Optional<Part> part) {
    this.index = index;
    this.maker = maker;
    this.part = part;
  }

  /// Whether it is a part of the answer: not what the provider's own servers did, nor what nobody knows
  /// yet.
  boolean counts() {
    return part.isPresent();
  }

  boolean isText() {
    return part.isPresent() && part.get() instanceof Part.Text;
  }

  boolean isCall() {
    return part.isPresent() && part.get() instanceof Part.ToolCall;
  }

  /// What is there of it when it begins.
  ///
  /// @return what has grown
  String begun(Members block) {
    block
        .find("input")
        .filter(OpenBlock::has)
        .ifPresent(given -> input = Optional.of(fields(given)));
    signed(block.text("signature").orElse(""));
    block.find("citations").map(Value::items).ifPresent(citations::addAll);
    return block.text("text").or(() -> block.text("thinking")).orElse("");
  }

  /// A piece of it, by kind.
  ///
  /// @return what has grown; pieces of no known kind grow nothing
  String grown(Members delta) {
    return switch (delta.text("type").orElse("")) {
      case "text_delta" -> delta.text("text").orElse("");
      case "thinking_delta" -> delta.text("thinking").orElse("");
      case "input_json_delta" -> delta.text("partial_json").orElse("");
      case "signature_delta" -> {
        signed(delta.text("signature").orElse(""));
        yield "";
      }
      case "citations_delta" -> {
        delta.find("citation").ifPresent(citations::add);
        yield "";
      }
      default -> "";
    };
  }

  private void signed(String more) {
    signature.append(more);
  }

  /// How much has been signed, in characters.
  int marks() {
    return signature.length();
  }

  /// Some of it was told.
  void told(String text) {
    blank &= text.isBlank();
  }

  /// What is still owed of a call without arguments, or with all of them at once.
  ///
  /// @param called whether it is the input of a tool
  String owed(boolean called) {
    if (!called || !blank) {
      return "";
    }
    return input.map(JsonWriter::text).orElse(Arguments.NONE);
  }

  /// Ends it.
  ///
  /// @param from where in the text of the answer it begins, in characters
  /// @param to where it ends
  void end(int from, int to, Consumer<? super Event> out) {
    if (part.isEmpty()) {
      return;
    }
    if (part.get() instanceof Part.Thought && !signature.isEmpty()) {
      out.accept(new Event.Signed(0, index, new Part.Signature(maker, signature.toString())));
    }
    out.accept(new Event.Ended(0, index));
    citations.stream()
        .map(given -> Citations.read(given, from, to))
        .flatMap(Optional::stream)
        .forEach(source -> out.accept(new Event.Cited(0, source)));
  }

  private static boolean has(Value input) {
    return input.json() instanceof Json.Fields(var values) && !values.isEmpty();
  }

  private static Json.Fields fields(Value input) {
    return input.object().json();
  }
}
