package dev.millrace.engine;

import dev.millrace.engine.schedule.Embedding;
import dev.millrace.engine.schedule.Pooling;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Prompt;
import dev.millrace.llm.Refused;
import java.util.ArrayList;
import java.util.List;

/// Makes tokens of texts that are to become vectors, and refuses what cannot. Thread-safe.
///
/// @param pooling the model's own
/// @param width numbers of a whole vector
record EmbeddingPreparation(Card card, PromptEncoder encoder, Pooling pooling, int width) {
  /// @throws Refused if the texts cannot be turned into vectors
  Embedding.Texts texts(Embedder.Ask ask) {
    int dimensions = ask.dimensions().orElse(width);
    if (dimensions < 1 || dimensions > width) {
      String why = "must be 1 to %d, which is what this model has".formatted(width);
      throw refused("dimensions", Failure.Problem.OUT_OF_RANGE, why);
    }
    var inputs = new ArrayList<int[]>();
    for (var input : ask.inputs()) {
      String field = ask.inputs().size() == 1 ? "input" : "input[%d]".formatted(inputs.size());
      inputs.add(tokens(input, field));
    }
    return new Embedding.Texts(card.name(), List.copyOf(inputs), pooling, dimensions);
  }

  private int[] tokens(Prompt input, String field) {
    int[] tokens =
        switch (input) {
          case Prompt.Text(var text) -> {
            checkLength(encoder.atLeast(text));
            yield encoder.encodePlain(text);
          }
          case Prompt.Tokens(var ids) -> encoder.checked(ids, field);
          case Prompt.Conversation _ ->
              throw refused(field, Failure.Problem.WRONG_TYPE, "must be a text or tokens");
        };
    checkLength(tokens.length);
    if (tokens.length == 0) {
      throw refused(field, Failure.Problem.OUT_OF_RANGE, "has no tokens; send at least one");
    }
    return tokens;
  }

  private void checkLength(int tokens) {
    if (tokens > card.context()) {
      throw new Refused(new Failure.ContextExceeded(tokens, card.context()));
    }
  }

  private static Refused refused(String field, Failure.Problem problem, String why) {
    return new Refused(new Failure.BadRequest(field, problem, why));
  }
}
