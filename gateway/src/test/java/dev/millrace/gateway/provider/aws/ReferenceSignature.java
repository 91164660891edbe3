package dev.millrace.gateway.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signature Version 4, written down after its description (IAM User Guide, "Create a signed AWS API
/// request", 2026-11), to hold AWS's own signer against.
///
/// @param time as `20150830T123600Z`
record ReferenceSignature(String secret, String time, String region, String service) {
  /// @param path as it stands in the canonical request
  /// @param headers that are signed, by lower-case name
  String of(String method, String path, String query, Map<String, String> headers, byte[] body)
      throws GeneralSecurityException {
    var sorted = new TreeMap<>(headers);
    var canonical = new StringBuilder();
    canonical.append(method).append('\n').append(path).append('\n').append(query).append('\n');
    sorted.forEach((name, value) -> canonical.append(name).append(':').append(value).append('\n'));
    canonical.append('\n').append(String.join(";", sorted.keySet())).append('\n');
    canonical.append(hash(body));
    String text =
        String.join(
            "\n", "AWS4-HMAC-SHA256", time, scope(), hash(canonical.toString().getBytes(UTF_8)));
    return HexFormat.of().formatHex(hmac(key(), text));
  }

  String scope() {
    return time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
  }

  byte[] key() throws GeneralSecurityException {
    byte[] key = ("AWS4" + secret).getBytes(UTF_8);
    for (String step : scope().split("/", -1)) {
      key = hmac(key, step);
    }
    return key;
  }

  static String hash(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
