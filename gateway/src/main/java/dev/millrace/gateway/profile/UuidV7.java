package dev.millrace.gateway.profile;

import java.util.UUID;

/// UUIDs that sort by the time they were made (RFC 9562, section 5.7).
final class UuidV7 {
  private static final long VERSION = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private UuidV7() {}

  /// @param millis since 1970
  /// @param high its lowest 12 bits are used
  /// @param low its lowest 62 bits are used
  static UUID of(long millis, long high, long low) {
    return new UUID((millis << 16) | VERSION | (high & 0xfff), VARIANT | (low >>> 2));
  }
}
