package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.openai.responses.Past;
import dev.millrace.gateway.dialect.openai.responses.Transcript;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What requests may refer to: the responses that are kept.
record Remembered(Archive archive) implements Past {
  @Override
  public List<Json.Fields> conversation(String account, String responseId) {
    return archive
        .find(account, responseId)
        .orElseThrow(() -> new Refused(new Failure.NotFound("response", responseId)))
        .conversation()
        .orElseThrow(() ->
            new Refused(
                new Failure.BadRequest(
                    "previous_response_id",
                    Problem.OUT_OF_RANGE,
                    "names a response that has not ended, or not well; nothing can follow it")));
  }

  @Override
  public Optional<Json.Fields> item(String account, String itemId) {
    var wanted = Optional.of(new Json.Text(itemId));
    return archive.all(account).stream()
        .flatMap(Remembered::items)
        .filter(item -> item.get("id").equals(wanted))
        .findFirst();
  }

  private static Stream<Json.Fields> items(Transcript transcript) {
    return transcript.conversation().orElse(transcript.input()).stream();
  }
}
