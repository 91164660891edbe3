package dev.millrace.gateway.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SignerTest {
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final String TIME = "20150830T123600Z";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2015-08-30T12:36:00Z"));
  private static final byte[] BODY = "{\"messages\":[]}".getBytes(UTF_8);

  private static Keys keys(Optional<String> token) {
    return new Keys("AKIDEXAMPLE", SECRET, token, Optional.empty());
  }

  /// The cases `get-vanilla`, `post-vanilla` and `post-x-www-form-urlencoded` of AWS's test suite for
  /// Signature Version 4, and the example of its guide: what they have to come to.
  @Test
  void theReferenceAgreesWithWhatAwsHasPublished() throws GeneralSecurityException {
    var suite = new ReferenceSignature(SECRET, TIME, "us-east-1", "service");
    var vanilla = Map.of("host", "example.amazonaws.com", "x-amz-date", TIME);
    assertThat(suite.of("GET", "/", "", vanilla, new byte[0]))
        .isEqualTo("5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
    assertThat(suite.of("POST", "/", "", vanilla, new byte[0]))
        .isEqualTo("5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
    var form = new TreeMap<>(vanilla);
    form.put("content-type", "application/x-www-form-urlencoded");
    assertThat(suite.of("POST", "/", "", form, "Param1=value1".getBytes(UTF_8)))
        .isEqualTo("ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    var guide = new ReferenceSignature(SECRET, TIME, "us-east-1", "iam");
    assertThat(HexFormat.of().formatHex(guide.key()))
        .isEqualTo("c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
  }

  @ParameterizedTest
  @CsvSource({
    "https://bedrock-runtime.us-east-1.amazonaws.com, /model/anthropic.claude-v1%3A0/converse, "
        + "/model/anthropic.claude-v1%253A0/converse",
    "https://bedrock-runtime.us-east-1.amazonaws.com, "
        + "/model/arn%3Aaws%3Abedrock%3Aeu%3A1%3Aprofile%2Fx/converse-stream, "
        + "/model/arn%253Aaws%253Abedrock%253Aeu%253A1%253Aprofile%252Fx/converse-stream",
    "https://runtime.sagemaker.us-east-1.amazonaws.com, /endpoints/a-b/invocations, "
        + "/endpoints/a-b/invocations",
    "http://localhost:4566, /model/m%20%2A/converse, /model/m%2520%252A/converse",
    "https://Proxy.example.com:8443, /base/model/m/converse, /base/model/m/converse"
  })
  void whatIsSentIsSignedWithItsPathEncodedOnceMore(String base, String path, String canonical)
      throws GeneralSecurityException {
    var uri = URI.create(base + path);
    var sent =
        Map.of("content-type", "application/json", "accept", "application/vnd.amazon.eventstream");
    var added =
        new Signer("bedrock", "us-east-1", CLOCK)
            .sign(uri, sent, BODY, keys(Optional.of("token/+=")));
    var all = new TreeMap<>(sent);
    all.putAll(added);
    all.remove("authorization");
    all.put("host", uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort());
    var reference = new ReferenceSignature(SECRET, TIME, "us-east-1", "bedrock");
    assertThat(added.get("authorization"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"
                + reference.scope()
                + ", SignedHeaders="
                + String.join(";", all.keySet())
                + ", Signature="
                + reference.of("POST", canonical, "", all, BODY));
    assertThat(added)
        .containsOnlyKeys(
            "authorization", "x-amz-content-sha256", "x-amz-date", "x-amz-security-token")
        .containsEntry("x-amz-content-sha256", ReferenceSignature.hash(BODY))
        .containsEntry("x-amz-security-token", "token/+=");
  }

  @Test
  void whatOthersMayChangeOnTheWayIsNotSigned() {
    var added =
        new Signer("bedrock", "us-east-1", CLOCK)
            .sign(
                URI.create("https://bedrock-runtime.us-east-1.amazonaws.com/x"),
                Map.of("user-agent", "millrace", "x-mine", " a  b "),
                BODY,
                keys(Optional.empty()));
    assertThat(added.get("authorization"))
        .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-mine,");
    assertThat(added).doesNotContainKeys("x-mine", "user-agent", "host", "x-amz-security-token");
  }
}
