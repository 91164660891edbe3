package dev.millrace.gateway.dialect;

/// What becomes of fields of a request that we do not know or cannot honour.
public enum Unknown {
  /// The request is refused; the failure names the field.
  REFUSE,
  /// The field is left out, and reported as dropped.
  DROP
}
