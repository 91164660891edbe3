package dev.millrace.gateway.dialect;

import java.util.Optional;

/// Makes of a text a token that tells a client nothing and comes back as it was: for thoughts that
/// are given away only to be shown to the model again. Thread-safe.
public interface Seal {
  /// A token of printable ASCII characters, none of them a space. Two tokens of one text differ.
  String seal(String text);

  /// The text of a token that was sealed here; empty of any other, and of one that was changed.
  Optional<String> open(String token);
}
