package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Prompt;
import java.util.List;

/// Reads what a model is to go on from: a text, tokens, or several of one of them. The first element
/// of an array decides what all of it is.
public final class PromptReader {
  private static final String KINDS =
      "must be a string, an array of token ids, or an array of several of one of them";

  private PromptReader() {}

  /// The prompts of a field, at least one and none of them empty.
  ///
  /// @param most how many there may be
  public static List<Prompt> read(Value given, int most) {
    return switch (given.json()) {
      case Json.Text _ -> List.of(text(given));
      case Json.Items(var values) when values.isEmpty() ->
          throw given.refuse(Problem.OUT_OF_RANGE, "must not be empty");
      case Json.Items(var values) when values.getFirst() instanceof Json.Numeral ->
          List.of(tokens(given));
      case Json.Items(var values) -> several(given, values, most);
      case Json.Fields _, Json.Numeral _, Json.Bool _, Json.Null _ ->
          throw given.refuse(Problem.WRONG_TYPE, KINDS);
    };
  }

  private static List<Prompt> several(Value given, List<Json> values, int most) {
    if (values.size() > most) {
      throw given.refuse(
          Problem.OUT_OF_RANGE, "must hold at most " + most + ", not " + values.size());
    }
    boolean texts = values.getFirst() instanceof Json.Text;
    return given.items().stream().map(item -> texts ? text(item) : tokens(item)).toList();
  }

  private static Prompt text(Value given) {
    String text = given.text();
    if (text.isEmpty()) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must not be empty");
    }
    return new Prompt.Text(text);
  }

  private static Prompt tokens(Value given) {
    List<Integer> ids = TokenIds.read(given);
    if (ids.isEmpty()) {
      throw given.refuse(Problem.OUT_OF_RANGE, "must not be empty");
    }
    return new Prompt.Tokens(ids);
  }
}
