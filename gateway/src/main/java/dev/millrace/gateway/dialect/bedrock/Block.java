package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.llm.Event;
import dev.millrace.llm.Part;
import java.util.List;
import java.util.function.Consumer;

/// The block of an answer that is growing. Its signature, and thoughts that only their maker can read,
/// may come in pieces; they are told when it ends.
final class Block {
  private final int index;
  private final int part;
  private final Part empty;
  private final Family family;
  private final StringBuilder sealed = new StringBuilder();
  private boolean grown;

  /// @param index the provider's number of it
  /// @param part ours
  Block(int index, int part, Part empty, Family family) {
    this.index = index;
    this.part = part;
    this.empty = empty;
    this.family = family;
  }

  boolean is(int other, Class<? extends Part> kind) {
    return index == other && kind.isInstance(empty);
  }

  boolean is(int other) {
    return index == other;
  }

  void begin(Consumer<? super Event> out) {
    if (!(empty instanceof Part.Withheld)) {
      out.accept(new Event.Began(0, part, empty));
    }
  }

  void grow(String text, Consumer<? super Event> out) {
    if (!text.isEmpty()) {
      grown = true;
      out.accept(new Event.Grew(0, part, text, List.of()));
    }
  }

  /// More of its signature, or of what is sealed.
  void seal(String more) {
    sealed.append(more);
  }

  void end(Consumer<? super Event> out) {
    var signature = Wire.signature(family, sealed.toString());
    switch (empty) {
      case Part.Withheld _ -> out.accept(new Event.Began(0, part, new Part.Withheld(signature)));
      case Part.Thought _ when !sealed.isEmpty() ->
          out.accept(new Event.Signed(0, part, signature));
      case Part.ToolCall _ when !grown -> grow(Arguments.NONE, out);
      case Part.Thought _,
          Part.ToolCall _,
          Part.Text _,
          Part.Refusal _,
          Part.ToolResult _,
          Part.Attachment _,
          Part.CachePoint _ -> {}
    }
    out.accept(new Event.Ended(0, part));
  }
}
