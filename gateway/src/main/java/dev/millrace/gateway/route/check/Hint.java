package dev.millrace.gateway.route.check;

import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Constraint;
import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Tells a model in words what its answer must look like.
public final class Hint {
  private static final String ALONE = " Write nothing else: no words around it, no code fence.";

  private Hint() {}

  /// The same request with the form told, at the end of what the system says; a prompt that is no
  /// conversation stays as it is.
  public static Request in(Request request, Constraint.Form form) {
    if (!(request.prompt() instanceof Prompt.Conversation(var messages, var rendering))) {
      return request;
    }
    return request.withPrompt(
        new Prompt.Conversation(told(messages, new Part.Text(words(form))), rendering));
  }

  private static List<Message> told(List<Message> messages, Part.Text hint) {
    int end = 0;
    while (end < messages.size() && isSystem(messages.get(end))) {
      end++;
    }
    var all = new ArrayList<>(messages);
    if (end == 0) {
      all.addFirst(new Message(Role.SYSTEM, Optional.empty(), List.of(hint)));
      return all;
    }
    var last = messages.get(end - 1);
    var parts = new ArrayList<>(last.parts());
    parts.add(new Part.Text("\n\n"));
    parts.add(hint);
    all.set(end - 1, new Message(last.role(), last.name(), parts));
    return all;
  }

  private static boolean isSystem(Message message) {
    return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
  }

  /// The form, in words.
  static String words(Constraint.Form form) {
    return switch (form) {
      case Constraint.JsonObject _ -> "Answer with one JSON object." + ALONE;
      case Constraint.Schema(var schema) ->
          "Answer with JSON that is valid under this JSON Schema, its members in the order in which"
              + " the schema names them."
              + ALONE
              + "\n\n"
              + JsonWriter.text(schema);
      case Constraint.Regex(var pattern) ->
          "Answer with a text that this regular expression (ECMA 262) matches as a whole."
              + ALONE
              + "\n\n"
              + pattern;
      case Constraint.Choice(var texts) ->
          "Answer with exactly one of these texts, one to a line here."
              + ALONE
              + "\n\n"
              + String.join("\n", texts);
      case Constraint.Grammar(var rules) ->
          "Answer with a text that `root` derives in this EBNF grammar." + ALONE + "\n\n" + rules;
      case Constraint.Literal _,
          Constraint.Marker _,
          Constraint.AnyText _,
          Constraint.Sequence _,
          Constraint.Either _,
          Constraint.Repeated _ ->
          "Answer with a text of this form." + ALONE + "\n\n" + described(form);
    };
  }

  private static String described(Constraint.Form form) {
    return switch (form) {
      case Constraint.JsonObject _ -> "a JSON object";
      case Constraint.Schema(var schema) -> "JSON under the schema " + JsonWriter.text(schema);
      case Constraint.Regex(var pattern) ->
          "a text that the regular expression " + pattern + " matches";
      case Constraint.Choice(var texts) ->
          texts.stream().map(Hint::quoted).collect(Collectors.joining(" or "));
      case Constraint.Grammar(var rules) -> "a text that `root` derives in the grammar " + rules;
      case Constraint.Literal(var text) -> quoted(text);
      case Constraint.Marker(var name) -> name;
      case Constraint.AnyText(var without) ->
          without.isEmpty()
              ? "any text"
              : "any text without "
                  + without.stream().map(Hint::quoted).collect(Collectors.joining(" or "));
      case Constraint.Sequence(var forms) -> listed(forms, ", then ");
      case Constraint.Either(var forms) -> listed(forms, ", or ");
      case Constraint.Repeated(var one, var least, var most) ->
          "("
              + described(one)
              + "), "
              + least
              + " to "
              + (most.isPresent() ? most.getAsInt() : "any number of")
              + " times";
    };
  }

  private static String listed(List<Constraint.Form> forms, String between) {
    return forms.stream().map(Hint::described).collect(Collectors.joining(between, "(", ")"));
  }

  private static String quoted(String text) {
    return "`" + text + "`";
  }
}
