package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.route.Receipt;
import dev.millrace.gateway.vault.Memory;
import dev.millrace.gateway.vault.Vault;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Reasoning;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Puts thoughts that a client has not brought back into a request again, where whoever gets it wants
/// them: signed ones for their maker, others for the model that had them.
///
/// @param account whose request it is
/// @param attempt who gets it
record Restoring(Vault vault, String account, Plan.Try attempt) {
  /// The attempt with all that could be put back; its receipt says so.
  Plan.Try restored() {
    var changed = new ArrayList<Integer>();
    var requests = attempt.requests().stream().map(request -> restored(request, changed)).toList();
    int turns = changed.stream().mapToInt(Integer::intValue).sum();
    if (turns == 0) {
      return attempt;
    }
    var notes = new ArrayList<>(attempt.receipt().notes());
    String why = "thoughts of " + turns + " earlier turns, which were left out, are put back";
    notes.add(new Note("messages", Note.Fate.EMULATED, why));
    return attempt.withRequests(requests).withReceipt(new Receipt(notes));
  }

  private Request restored(Request request, List<Integer> changed) {
    if (!(request.prompt() instanceof Prompt.Conversation(var messages, var rendering))) {
      return request;
    }
    int now = lastOfUser(messages);
    int last = rendering.continues() ? messages.size() - 1 : messages.size();
    var all = new ArrayList<>(messages);
    int count = 0;
    for (int at = 0; at < last; at++) {
      var said = new Filter(request.reasoning().mode(), at > now);
      var restored = restored(messages.get(at), messages.subList(0, at), said);
      if (restored.isPresent()) {
        all.set(at, restored.get());
        count++;
      }
    }
    changed.add(count);
    return count == 0 ? request : request.withPrompt(new Prompt.Conversation(all, rendering));
  }

  private static int lastOfUser(List<Message> messages) {
    int last = messages.size() - 1;
    while (last >= 0 && messages.get(last).role() != Role.USER) {
      last--;
    }
    return last;
  }

  private Optional<Message> restored(Message message, List<Message> before, Filter filter) {
    if (message.role() != Role.ASSISTANT || !message.parts().stream().allMatch(Restoring::said)) {
      return Optional.empty();
    }
    var shown = vault.recall(account, message.parts(), before).map(filter::shown);
    return message.parts().stream().allMatch(Restoring::seen)
        ? shown.filter(Restoring::thinks).map(parts -> withThoughts(message, parts))
        : shown.flatMap(parts -> withSignedCalls(message, parts));
  }

  private static Message withThoughts(Message message, List<Part> parts) {
    message.parts().stream().filter(Part.CachePoint.class::isInstance).forEach(parts::add);
    return new Message(message.role(), message.name(), parts);
  }

  /// A client that brings thoughts back may still have no place for signatures of calls.
  private static Optional<Message> withSignedCalls(Message message, List<Part> kept) {
    var signed = new HashMap<String, Part>();
    for (var part : kept) {
      if (part instanceof Part.ToolCall call && call.signature().isPresent()) {
        signed.put(call.id(), call);
      }
    }
    var parts =
        message.parts().stream()
            .map(part ->
                part instanceof Part.ToolCall call ? signed.getOrDefault(call.id(), part) : part)
            .toList();
    return parts.equals(message.parts())
        ? Optional.empty()
        : Optional.of(new Message(message.role(), message.name(), parts));
  }

  /// Whether it is something that a model said and that is not signed beyond its thoughts.
  private static boolean said(Part part) {
    return part instanceof Part.Thought || part instanceof Part.Withheld || seen(part);
  }

  /// Whether it is something that a client brings back where it forgets thoughts.
  private static boolean seen(Part part) {
    return switch (part) {
      case Part.Text _, Part.Refusal _, Part.CachePoint _ -> true;
      case Part.ToolCall call -> call.signature().isEmpty();
      case Part.Thought _, Part.Withheld _, Part.ToolResult _, Part.Attachment _ -> false;
    };
  }

  private static boolean thinks(List<Part> parts) {
    return !parts.stream().allMatch(Restoring::seen);
  }

  /// What of a turn may be shown.
  private final class Filter {
    private final Reasoning.Mode mode;
    private final boolean current;

    /// @param mode whether the model is to think
    /// @param current whether the user has said nothing since
    Filter(Reasoning.Mode mode, boolean current) {
      this.mode = mode;
      this.current = current;
    }

    List<Part> shown(Memory memory) {
      var parts = new ArrayList<Part>();
      for (var part : memory.parts()) {
        switch (part) {
          case Part.Thought(_, var signature) -> {
            boolean may = signature.map(this::reads).orElseGet(() -> wants(memory));
            if (may && mode != Reasoning.Mode.OFF) {
              parts.add(part);
            }
          }
          case Part.Withheld(var content) -> {
            if (reads(content) && mode != Reasoning.Mode.OFF) {
              parts.add(part);
            }
          }
          case Part.ToolCall(var id, var name, var arguments, var signature) ->
              parts.add(new Part.ToolCall(id, name, arguments, signature.filter(this::reads)));
          case Part.Text _,
              Part.Refusal _,
              Part.ToolResult _,
              Part.Attachment _,
              Part.CachePoint _ ->
              parts.add(part);
        }
      }
      return parts;
    }

    private boolean reads(Part.Signature signature) {
      return attempt.place().means().makers().contains(signature.maker());
    }

    private boolean wants(Memory memory) {
      boolean own = memory.model().equals(attempt.place().model().id());
      return own
          && switch (attempt.place().means().replay()) {
            case REQUIRED -> true;
            case WELCOME -> current;
            case FORBIDDEN -> false;
          };
    }
  }
}
