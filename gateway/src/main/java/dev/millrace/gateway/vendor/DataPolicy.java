package dev.millrace.gateway.vendor;

/// What a vendor says it does with prompts and answers.
///
/// @param zdr whether it keeps none of them
/// @param source where it says so; empty where it says nothing
/// @param checked when that was read, as `2026-11`; empty like `source`
public record DataPolicy(Zdr zdr, String source, String checked) {
  /// Zero data retention.
  public enum Zdr {
    /// Nothing is kept, without asking.
    YES,
    /// Nothing is kept by those who agree on it with the vendor.
    ON_REQUEST,
    /// Something is kept.
    NO,
    /// The server is one's own.
    OWN,
    /// The vendor's pages do not say.
    UNKNOWN
  }
}
