package dev.millrace.llm;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One turn of a conversation. `name` tells apart several speakers of one role.
public record Message(Role role, Optional<String> name, List<Part> parts) {
  public Message {
    parts = List.copyOf(parts);
  }

  /// A turn of plain words by an unnamed speaker.
  public static Message of(Role role, String text) {
    return new Message(role, Optional.empty(), List.of(new Part.Text(text)));
  }

  /// All its words for the reader, joined without a separator.
  public String text() {
    return parts.stream()
        .filter(Part.Text.class::isInstance)
        .map(Part::grown)
        .collect(Collectors.joining());
  }
}
