package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.util.ArrayList;
import java.util.List;

/// Reads token ids, of which there may be very many.
public final class TokenIds {
  private static final int PLAIN_DIGITS = 9;

  private TokenIds() {}

  /// The ids of an array, none of them negative. Whether the model has such tokens is not known
  /// here.
  public static List<Integer> read(Value given) {
    if (!(given.json() instanceof Json.Items(var values))) {
      throw given.refuse(Problem.WRONG_TYPE, "must be an array of token ids");
    }
    var ids = new ArrayList<Integer>(values.size());
    for (Json value : values) {
      ids.add(id(value, given.path(), ids.size()));
    }
    return ids;
  }

  /// A path is only made for an id that is unusual: there may be a million of them.
  private static int id(Json json, String path, int at) {
    if (json instanceof Json.Numeral(var number)
        && number.scale() == 0
        && number.signum() >= 0
        && number.precision() <= PLAIN_DIGITS) {
      return number.intValue();
    }
    return (int) new Value(path + "[" + at + "]", json).wholeNumber(0, Integer.MAX_VALUE);
  }
}
