package dev.millrace.gateway.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Hides texts under AES-256-GCM, each bound to its label. The keys are made at the start and die with
/// the process: what it hid can never be read again. Any number of threads may use it.
final class Safe {
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final String DIGEST = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key = new SecretKeySpec(bytes(KEY_BYTES), "AES");
  private final SecretKeySpec labels = new SecretKeySpec(bytes(KEY_BYTES), DIGEST);

  /// The label of something that an account has: nobody without the key can tell of what.
  String label(String account, String text) {
    try {
      var mac = Mac.getInstance(DIGEST);
      mac.init(labels);
      byte[] owner = account.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(owner.length).array());
      mac.update(owner);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + DIGEST, e);
    }
  }

  /// What is kept of a text.
  byte[] hide(String label, String text) {
    byte[] nonce = bytes(NONCE_BYTES);
    try {
      byte[] hidden =
          cipher(Cipher.ENCRYPT_MODE, nonce, label).doFinal(text.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(nonce.length + hidden.length).put(nonce).put(hidden).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CIPHER, e);
    }
  }

  /// The text, unless it was hidden under another label, or changed.
  Optional<String> show(String label, byte[] kept) {
    byte[] nonce = Arrays.copyOf(kept, NONCE_BYTES);
    try {
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, nonce, label)
              .doFinal(kept, NONCE_BYTES, kept.length - NONCE_BYTES);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + CIPHER, e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String label) throws GeneralSecurityException {
    var cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(label.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
