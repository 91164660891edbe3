package dev.millrace.llm;

import java.util.List;
import java.util.OptionalInt;

/// What an answer must look like, whatever the model would like to say.
///
/// @param field the path of the field it came in, as `response_format.json_schema.schema`; what is
///     wrong with the form is told under this name
public record Constraint(String field, Form form) {
  /// The same demand on the same answer.
  public Constraint withForm(Form other) {
    return new Constraint(field, other);
  }

  /// A language; the answer is one of its texts.
  public sealed interface Form {}

  /// Any JSON object.
  public record JsonObject() implements Form {}

  /// JSON that is valid under a JSON Schema (draft 2020-12, and draft-07 where they agree).
  public record Schema(Json schema) implements Form {}

  /// A text that the whole of a regular expression matches (ECMA 262 syntax).
  public record Regex(String pattern) implements Form {}

  /// One of some texts, of which there is at least one.
  public record Choice(List<String> texts) implements Form {
    public Choice {
      texts = List.copyOf(texts);
    }
  }

  /// What `root` derives in an EBNF grammar, as SGLang, XGrammar and llama.cpp (GBNF) write them.
  public record Grammar(String rules) implements Form {}

  /// Exactly this text.
  public record Literal(String text) implements Form {}

  /// The control token of the model that has this name. No text of an answer is taken for it.
  public record Marker(String name) implements Form {}

  /// Any text in which none of these occurs; with none given, any text at all.
  public record AnyText(List<String> without) implements Form {
    public AnyText {
      without = List.copyOf(without);
    }
  }

  /// One after the other.
  public record Sequence(List<Form> forms) implements Form {
    public Sequence {
      forms = List.copyOf(forms);
    }
  }

  /// One of them, of which there is at least one.
  public record Either(List<Form> forms) implements Form {
    public Either {
      forms = List.copyOf(forms);
    }
  }

  /// The same form several times.
  ///
  /// @param most absent: as often as one likes
  public record Repeated(Form form, int least, OptionalInt most) implements Form {}
}
