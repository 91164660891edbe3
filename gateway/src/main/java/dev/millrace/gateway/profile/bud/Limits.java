package dev.millrace.gateway.profile.bud;

import dev.millrace.gateway.dialect.Note.Fate;
import dev.millrace.gateway.json.Value;
import dev.millrace.gateway.profile.Draft;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.math.BigDecimal;

/// How much may be answered: of two limits the lower counts, and there is one choice.
final class Limits {
  private static final String OLDER = "max_tokens";
  private static final String NEWER = "max_completion_tokens";

  private Limits() {}

  static void read(Draft draft) {
    draft.find("n").ifPresent(Limits::onlyOne);
    draft
        .find(OLDER)
        .ifPresent(older -> draft.find(NEWER).ifPresent(newer -> lower(draft, older, newer)));
  }

  private static void onlyOne(Value choices) {
    if (choices.json() instanceof Json.Numeral(var number)
        && number.compareTo(BigDecimal.ONE) > 0) {
      throw choices.refuse(Problem.UNSUPPORTED, "is not yet supported above 1; send 1");
    }
  }

  /// Leaves numbers alone that are none, for the dialect to complain about.
  private static void lower(Draft draft, Value older, Value newer) {
    if (older.json() instanceof Json.Numeral(var first)
        && newer.json() instanceof Json.Numeral(var second)) {
      int order = first.compareTo(second);
      if (order != 0) {
        var greater = order > 0 ? older : newer;
        var lesser = order > 0 ? newer : older;
        draft.put(greater.path(), lesser.json());
        draft.note(greater.path(), Fate.CLAMPED, "to " + lesser.path() + ", which is lower");
      }
    }
  }
}
