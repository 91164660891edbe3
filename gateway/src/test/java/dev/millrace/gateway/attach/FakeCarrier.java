package dev.millrace.gateway.attach;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The network, as told. What nobody has told of is not found.
final class FakeCarrier implements Carrier {
  private final Map<String, Answer> answers = new HashMap<>();
  private final Map<String, IOException> troubles = new HashMap<>();
  private final List<String> errands = new ArrayList<>();

  /// @param body one character for each byte
  FakeCarrier says(String url, int status, Map<String, String> headers, String body) {
    answers.put(url, new Answer(status, headers, body.getBytes(ISO_8859_1)));
    return this;
  }

  FakeCarrier says(String url, String body) {
    return says(url, 200, Map.of(), body);
  }

  FakeCarrier redirects(String url, String to) {
    return says(url, 302, Map.of("location", to), "");
  }

  FakeCarrier fails(String address, IOException why) {
    troubles.put(address, why);
    return this;
  }

  /// What was asked for, and where, in order.
  List<String> errands() {
    return List.copyOf(errands);
  }

  @Override
  public Answer get(Errand errand) throws IOException {
    var address = errand.address().getHostAddress();
    errands.add(errand.url() + " at " + address);
    var trouble = troubles.get(address);
    if (trouble != null) {
      throw trouble;
    }
    var answer =
        answers.getOrDefault(errand.url().toString(), new Answer(404, Map.of(), new byte[0]));
    if (answer.body().length > errand.most()) {
      throw new TooLarge(errand.most());
    }
    return answer;
  }
}
