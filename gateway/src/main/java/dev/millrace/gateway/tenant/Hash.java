package dev.millrace.gateway.tenant;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 under a secret of this server, so that the key file alone tells nothing.
final class Hash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private final byte[] secret;

  private Hash(byte[] secret) {
    this.secret = secret;
  }

  static Hash fresh(RandomGenerator random) {
    var secret = new byte[32];
    random.nextBytes(secret);
    return new Hash(secret);
  }

  /// @throws IOException when there is none, or it is damaged
  static Hash read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(
          file
              + " is missing, and without it no key can be checked; restore it, or remove `keys`"
              + " beside it to start with a new key");
    }
    var text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (!FORM.matcher(text).matches()) {
      throw new IOException(file + " is damaged: it must hold 64 hexadecimal digits");
    }
    return new Hash(HexFormat.of().parseHex(text));
  }

  void write(Path file) throws IOException {
    PrivateFiles.write(file, HexFormat.of().formatHex(secret) + "\n");
  }

  /// In hexadecimal digits.
  String of(String key) {
    return HexFormat.of().formatHex(mac(key));
  }

  /// A secret of 32 bytes of its own for another purpose.
  byte[] derived(String purpose) {
    return mac("\u0000" + purpose); // a key has no such character
  }

  private byte[] mac(String text) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
