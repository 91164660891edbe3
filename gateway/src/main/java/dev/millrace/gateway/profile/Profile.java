package dev.millrace.gateway.profile;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.llm.Failure;
import java.util.Optional;

/// What one vendor's surface does differently. Stateless but for the making of ids; thread-safe.
public interface Profile {
  /// A fresh id for an answer.
  ///
  /// @param prefix how ids of its dialect begin, as `chatcmpl-`
  String newId(String prefix);

  /// What to do about fields that nobody knows.
  ///
  /// @param wish the header `X-Millrace-Params`, if it was sent
  Unknown unknownFields(Optional<String> wish);

  /// How a failure looks.
  ///
  /// @param prompt the field that prompts come in where it happened, as `messages`
  ErrorBody error(Failure failure, String requestId, String prompt);
}
