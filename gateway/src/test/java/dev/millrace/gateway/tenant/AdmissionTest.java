package dev.millrace.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {
  private static final String KEY = "sesame-open";

  private final Admission admission;

  AdmissionTest(@TempDir Path folder) throws IOException {
    admission = new Admission(Keys.open(folder, Optional.of(KEY), new SecureRandom()));
  }

  @ParameterizedTest
  @CsvSource({
    "authorization, Bearer sesame-open",
    "authorization, bearer   sesame-open",
    "x-api-key, sesame-open",
    "api-key, sesame-open"
  })
  void aKeyMayComeInAnyOfThreeHeaders(String header, String value) {
    assertThat(admission.admit(Map.of(header, value)).key()).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sesame-open", " Bearer sesame-open", "BEARER  sesame-open "})
  void whereBareKeysAreTakenTheSchemeMayBeLeftOut(String value) {
    assertThat(admission.withBareKeys().admit(Map.of("authorization", value)).key()).hasSize(10);
  }

  @Test
  void theSameKeyMayComeTwice() {
    assertThat(admission.admit(Map.of("authorization", "Bearer " + KEY, "x-api-key", KEY)))
        .isNotNull();
  }

  @Test
  void withoutAKeyWeSayHowToSendOne() {
    assertThat(why(Map.of("accept", "*/*"))).contains("Authorization: Bearer", "X-API-Key");
  }

  @Test
  void twoKeysThatDifferAreRefusedEvenIfOneIsRight() {
    assertThat(why(Map.of("authorization", "Bearer " + KEY, "x-api-key", "other-key")))
        .contains("Two different");
    assertThat(why(Map.of("api-key", "other-key", "x-api-key", KEY))).contains("Two different");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Bearer", "Bearer ", "Basic c2VzYW1l", "sesame-open", "Bearer a, Bearer b"})
  void anAuthorizationThatIsNoBearerIsRefused(String value) {
    assertThat(why(Map.of("authorization", value))).contains("Bearer <key>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "two words"})
  void aPlainHeaderHoldsAKeyAndNothingElse(String value) {
    assertThat(why(Map.of("x-api-key", value))).contains("x-api-key");
  }

  @Test
  void whatWasShownIsNotRepeated() {
    assertThat(why(Map.of("x-api-key", "wrong-key-1"))).doesNotContain("wrong-key-1");
    assertThat(why(Map.of("authorization", "Basic wrong-key-2"))).doesNotContain("wrong-key-2");
  }

  private String why(Map<String, String> headers) {
    try {
      admission.admit(headers);
    } catch (Refused refused) {
      return ((Failure.Unauthorized) refused.failure()).why();
    }
    throw new AssertionError("was admitted");
  }
}
