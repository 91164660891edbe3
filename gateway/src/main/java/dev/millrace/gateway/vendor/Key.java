package dev.millrace.gateway.vendor;

import java.util.List;

/// How a vendor wants to be shown who asks.
///
/// @param header the name of the header that carries the key, in lower case; only with
///     [Kind#HEADER], else empty
/// @param variables of the environment, in which the vendor's own tools look for the key; sent to no
///     other host than the vendor's
/// @param needed whether the vendor answers nobody without
public record Key(Kind kind, String header, List<String> variables, boolean needed) {
  public Key {
    variables = List.copyOf(variables);
  }

  /// What carries it.
  public enum Kind {
    /// `Authorization: Bearer`.
    BEARER,
    /// A header of the vendor's own.
    HEADER,
    /// Google's tokens, by its own chain of credentials.
    GOOGLE,
    /// A signature after AWS's fashion, by its own chain of credentials; or a bearer token.
    AWS,
    /// Nothing.
    NONE
  }
}
