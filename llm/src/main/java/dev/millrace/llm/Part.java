package dev.millrace.llm;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One piece of what was said, in the order in which it was said.
public sealed interface Part {
  /// Words for the reader.
  record Text(String text) implements Part {}

  /// What a model thought before it answered; shown apart from the answer.
  ///
  /// @param signature what proves it to the model's maker, where it signs thoughts
  record Thought(String text, Optional<Signature> signature) implements Part {
    /// A thought that nobody signed.
    public Thought(String text) {
      this(text, Optional.empty());
    }
  }

  /// What a model thought, readable for its maker alone (Anthropic's `redacted_thinking`).
  record Withheld(Signature content) implements Part {}

  /// The model's own words for that it will not answer.
  record Refusal(String text) implements Part {}

  /// A model's wish to call a tool. `arguments` is JSON text as the model wrote it, which may be
  /// invalid.
  ///
  /// @param signature what proves the thought behind the call to the model's maker, where it signs
  ///     calls (Gemini does)
  record ToolCall(String id, String name, String arguments, Optional<Signature> signature)
      implements Part {
    /// A call that nobody signed.
    public ToolCall(String id, String name, String arguments) {
      this(id, name, arguments, Optional.empty());
    }
  }

  /// What the tool answered to the call of that id.
  ///
  /// @param content words ([Text]) and [Attachment]s, nothing else
  /// @param failed whether the tool says that it failed
  record ToolResult(String callId, List<Part> content, boolean failed) implements Part {
    public ToolResult {
      content = List.copyOf(content);
    }

    /// A result of words alone.
    public ToolResult(String callId, String text) {
      this(callId, List.of(new Text(text)), false);
    }

    /// Its words, joined without a separator.
    public String text() {
      return content.stream()
          .filter(Text.class::isInstance)
          .map(Part::grown)
          .collect(Collectors.joining());
    }
  }

  /// Something that is no text.
  ///
  /// @param name what its owner calls it, as `report.pdf`
  /// @param detail how closely to look at an image (OpenAI's `low`, `high` or `auto`)
  record Attachment(Kind kind, Source source, Optional<String> name, Optional<String> detail)
      implements Part {
    /// What it is.
    public enum Kind {
      IMAGE,
      AUDIO,
      VIDEO,
      DOCUMENT
    }
  }

  /// Where the bytes of an attachment are.
  sealed interface Source {
    /// Here.
    ///
    /// @param mediaType as `image/png`
    /// @param base64 standard alphabet, valid
    record Inline(String mediaType, String base64) implements Source {}

    /// At an address.
    record Link(String url) implements Source {}

    /// With the provider, under an id that it gave.
    record Stored(String fileId) implements Source {}
  }

  /// Up to here a prompt is worth keeping for other requests (Anthropic's `cache_control`). At the
  /// very beginning of a conversation: the tools are.
  ///
  /// @param lifetime how long, as its maker writes it: `5m` or `1h`
  record CachePoint(String lifetime) implements Part {}

  /// What only its maker can read or check.
  ///
  /// @param maker the provider that made it; it is shown to nobody else
  record Signature(String maker, String value) {}

  /// The same kind of part without its growing text: what [Event.Began] announces.
  default Part emptied() {
    return withGrown("");
  }

  /// The text that grows: the words, the thought, the arguments; empty where nothing grows.
  default String grown() {
    return switch (this) {
      case Text(var text) -> text;
      case Thought(var text, _) -> text;
      case Refusal(var text) -> text;
      case ToolCall(_, _, var arguments, _) -> arguments;
      case ToolResult _, Attachment _, Withheld _, CachePoint _ -> "";
    };
  }

  /// This part with `text` as its growing text.
  default Part withGrown(String text) {
    return switch (this) {
      case Text _ -> new Text(text);
      case Thought(_, var signature) -> new Thought(text, signature);
      case Refusal _ -> new Refusal(text);
      case ToolCall(var id, var name, _, var signature) -> new ToolCall(id, name, text, signature);
      case ToolResult _, Attachment _, Withheld _, CachePoint _ -> this;
    };
  }
}
