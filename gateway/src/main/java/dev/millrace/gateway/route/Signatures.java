package dev.millrace.gateway.route;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Part.Signature;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// Takes out of a conversation what only its maker can read, for targets that are another's: the
/// signatures of thoughts and calls, and thoughts that are withheld.
///
/// @param makers whose signatures the target reads
/// @param notes is told whose were taken out
record Signatures(Set<String> makers, Consumer<Note> notes) {
  Request strip(Request request) {
    if (!(request.prompt() instanceof Prompt.Conversation(var messages, var rendering))) {
      return request;
    }
    var foreign = new TreeSet<String>();
    var shown = messages.stream().map(message -> shown(message, foreign)).toList();
    if (foreign.isEmpty()) {
      return request;
    }
    String whose = String.join(", ", foreign);
    notes.accept(Note.dropped("signatures", "those of " + whose + " are shown to nobody else"));
    return request.withPrompt(new Prompt.Conversation(shown, rendering));
  }

  private Message shown(Message message, Set<String> foreign) {
    var parts = new ArrayList<Part>();
    for (var part : message.parts()) {
      shown(part, foreign).ifPresent(parts::add);
    }
    return new Message(message.role(), message.name(), parts);
  }

  private Optional<Part> shown(Part part, Set<String> foreign) {
    return switch (part) {
      case Part.Thought(var text, var signature) ->
          Optional.of(new Part.Thought(text, own(signature, foreign)));
      case Part.ToolCall(var id, var name, var arguments, var signature) ->
          Optional.of(new Part.ToolCall(id, name, arguments, own(signature, foreign)));
      case Part.Withheld(var content) ->
          own(Optional.of(content), foreign).<Part>map(Part.Withheld::new);
      case Part.ToolResult(var id, var content, var failed) ->
          Optional.of(new Part.ToolResult(id, shown(content, foreign), failed));
      case Part.Text _, Part.Refusal _, Part.Attachment _, Part.CachePoint _ -> Optional.of(part);
    };
  }

  private List<Part> shown(List<Part> parts, Set<String> foreign) {
    return parts.stream().flatMap(part -> shown(part, foreign).stream()).toList();
  }

  private Optional<Signature> own(Optional<Signature> signature, Set<String> foreign) {
    signature
        .map(Signature::maker)
        .filter(maker -> !makers.contains(maker))
        .ifPresent(foreign::add);
    return signature.filter(one -> makers.contains(one.maker()));
  }
}
