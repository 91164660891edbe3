package dev.millrace.gateway.http;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/// Names requests: `req_` and twelve hexadecimal digits that look random. No two of one process are
/// alike, because odd multiplication and the shifts below turn 48 bits into 48 bits one to one.
final class RequestIds {
  private static final long BITS = (1L << 48) - 1;
  private static final long ODD = 0x5851_F42D_4C95L;

  private final AtomicLong count = new AtomicLong(new SecureRandom().nextLong());

  String next() {
    var bits = count.incrementAndGet() * ODD & BITS;
    bits ^= bits >>> 24;
    bits = bits * ODD & BITS;
    bits ^= bits >>> 24;
    return "req_" + HexFormat.of().toHexDigits(bits, 12);
  }
}
