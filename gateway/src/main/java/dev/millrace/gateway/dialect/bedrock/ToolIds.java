package dev.millrace.gateway.dialect.bedrock;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/// The ids of calls. Bedrock takes up to 64 letters, digits, `_` and `-`; Mistral's models exactly
/// nine letters and digits. A client may have an id from elsewhere: it becomes another one that is
/// always the same, so that call and result still belong together.
///
/// @param taken what ids look like there
/// @param length of ids that we make
record ToolIds(Pattern taken, int length) {
  private static final Pattern USUAL = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern NINE = Pattern.compile("[A-Za-z0-9]{9}");
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_-]");
  private static final String SIGNS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  static ToolIds of(Family family) {
    return family == Family.MISTRAL ? new ToolIds(NINE, 9) : new ToolIds(USUAL, 24);
  }

  /// An id as it is sent.
  String write(String id) {
    return taken.matcher(id).matches() ? id : made(id);
  }

  /// A provider's id, as all dialects can carry it.
  static String read(String id) {
    return UNSAFE.matcher(id).replaceAll("");
  }

  private String made(String id) {
    var number = new BigInteger(1, digest(id));
    var made = new StringBuilder();
    var base = BigInteger.valueOf(SIGNS.length());
    while (made.length() < length) {
      var parts = number.divideAndRemainder(base);
      made.append(SIGNS.charAt(parts[1].intValue()));
      number = parts[0];
    }
    return made.toString();
  }

  private static byte[] digest(String id) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
