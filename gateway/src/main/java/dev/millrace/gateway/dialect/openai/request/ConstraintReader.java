package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Constraint;
import java.util.Optional;

/// Reads what answers must look like, in whichever spelling.
///
/// @param rest is told of what cannot be honoured
record ConstraintReader(Members body, Rest rest) {
  Optional<Constraint> read() {
    return Optional.empty();
  }
}
