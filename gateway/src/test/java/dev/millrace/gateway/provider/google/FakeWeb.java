package dev.millrace.gateway.provider.google;

import dev.millrace.gateway.provider.Web;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Answers as it was told to, and remembers what it was asked.
final class FakeWeb implements Web {
  static final Map<String, String> FLAVOR = Map.of("metadata-flavor", "Google");

  final List<Question> asked = new ArrayList<>();
  private int status = 200;
  private Map<String, String> headers = Map.of();
  private String body = "{\"access_token\":\"ya29.first\",\"expires_in\":3600}";
  private boolean broken;

  FakeWeb answer(int otherStatus, Map<String, String> otherHeaders, String otherBody) {
    status = otherStatus;
    headers = otherHeaders;
    body = otherBody;
    broken = false;
    return this;
  }

  FakeWeb token(String value, long seconds) {
    return answer(
        200, FLAVOR, "{\"access_token\":\"" + value + "\",\"expires_in\":" + seconds + "}");
  }

  FakeWeb broken() {
    broken = true;
    return this;
  }

  @Override
  public Answer ask(Question ask) throws IOException {
    asked.add(ask);
    if (broken) {
      throw new IOException("nobody is there");
    }
    return new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
  }
}
