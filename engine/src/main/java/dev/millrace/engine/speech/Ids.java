package dev.millrace.engine.speech;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Ids of the calls of one answer: `call_` and 24 letters or digits. Mistral's templates take
/// nothing but 9 letters or digits.
final class Ids {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private final String seed;
  private final Markup markup;
  private int count;

  Ids(String seed, Markup markup) {
    this.seed = seed;
    this.markup = markup;
  }

  String next() {
    boolean small = markup == Markup.MISTRAL || markup == Markup.MISTRAL_LIST;
    String letters = letters(hash(seed + ":" + count++), small ? 9 : 24);
    return small ? letters : "call_" + letters;
  }

  private static String letters(byte[] hash, int length) {
    var id = new StringBuilder(length);
    for (int at = 0; at < length; at++) {
      id.append(LETTERS.charAt((hash[at] & 0xff) % LETTERS.length()));
    }
    return id.toString();
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
