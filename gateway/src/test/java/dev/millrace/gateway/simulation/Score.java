package dev.millrace.gateway.simulation;

import dev.millrace.gateway.provider.Transport.Receiver;
import dev.millrace.gateway.provider.Transport.Trouble;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/// What a provider that speaks OpenAI's Chat Completions sends, byte by byte.
///
/// @param patience how long a transport waits for a head
record Score(Topic topic, Random random, Duration patience) {
  private static final Map<String, String> STREAM = Map.of("content-type", "text/event-stream");
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");
  private static final Map<String, String> PAGE = Map.of("content-type", "text/html");
  private static final String PIECE =
      "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":%s}]}\n\n";
  private static final String ERROR = "{\"error\":{\"message\":\"no\",\"code\":\"%s\"}}";

  void play(Fault fault, Playing playing) {
    switch (fault) {
      case NONE -> stream(playing, whole(), Receiver::end);
      case WHOLE -> reply(playing);
      case REFUSED ->
          playing.last(soon(), receiver -> receiver.failed(Trouble.UNREACHABLE, "no connection"));
      case SILENT ->
          playing.last(patience, receiver -> receiver.failed(Trouble.SILENT, "said nothing"));
      case SLOW -> playing.then(soon(), receiver -> receiver.head(200, STREAM));
      case STALLED -> stall(playing);
      case CUT -> stream(playing, some(), receiver -> receiver.failed(Trouble.BROKEN, "broke"));
      case SHORT -> stream(playing, some(), Receiver::end);
      case UNMARKED -> stream(playing, without("data: [DONE]\n\n"), Receiver::end);
      case GARBAGE -> stream(playing, some() + "\n\ndata: {\"choices\":[{]}\n\n", Receiver::end);
      case SPOILT -> stream(playing, words() + spoilt(), Receiver::end);
      case WEB_PAGE -> answer(playing, 200, PAGE, "<html><title>Hello</title></html>");
      case BUSY -> answer(playing, 429, JSON, ERROR.formatted("rate_limit"));
      case BUSY_FOR_A_SECOND ->
          answer(playing, 429, Map.of("retry-after", "1"), ERROR.formatted("rate_limit"));
      case BROKEN -> answer(playing, 500, JSON, ERROR.formatted("server_error"));
      case OVERLOADED -> answer(playing, 503, PAGE, "<html><title>503</title></html>");
      case WRONG -> answer(playing, 400, JSON, ERROR.formatted("invalid"));
    }
  }

  private Duration soon() {
    return Duration.ofMillis(1 + random.nextInt(random.nextInt(20) == 0 ? 5_000 : 80));
  }

  private int prompt() {
    return 10 + topic.number() % 90;
  }

  private String words() {
    var text =
        new StringBuilder(PIECE.formatted("\"role\":\"assistant\",\"content\":\"\"", "null"));
    topic
        .rest()
        .forEach(word -> text.append(PIECE.formatted("\"content\":\"" + word + "\"", "null")));
    return text.toString();
  }

  private String whole() {
    return words() + PIECE.formatted("", "\"stop\"") + usage() + "data: [DONE]\n\n";
  }

  private String usage() {
    return "data: {\"id\":\"x\",\"model\":\"m\",\"choices\":[]," + counts() + "}\n\n";
  }

  private String counts() {
    int said = topic.rest().size();
    return "\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
        .formatted(prompt(), said, prompt() + said);
  }

  private static String spoilt() {
    return "data: " + ERROR.formatted("server_error") + "\n\n";
  }

  /// All before the end mark, up to some byte.
  private String some() {
    String text = without("data: [DONE]\n\n");
    return text.substring(0, random.nextInt(text.length()));
  }

  private String without(String end) {
    String text = whole();
    return text.substring(0, text.length() - end.length());
  }

  private void stall(Playing playing) {
    playing.then(soon(), receiver -> receiver.head(200, STREAM));
    chunks(playing, some());
  }

  private void stream(Playing playing, String text, java.util.function.Consumer<Receiver> end) {
    playing.then(soon(), receiver -> receiver.head(200, STREAM));
    chunks(playing, text);
    playing.last(soon(), end);
  }

  /// In pieces of any length. What was used is told with the last byte of the event that says so.
  private void chunks(Playing playing, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int told = text.contains(usage()) ? text.indexOf(usage()) + usage().length() : bytes.length + 1;
    int at = 0;
    while (at < bytes.length) {
      int end = Math.min(bytes.length, at + 1 + random.nextInt(400));
      byte[] chunk = Arrays.copyOfRange(bytes, at, end);
      boolean tells = at < told && end >= told;
      playing.then(
          Duration.ofMillis(random.nextInt(40)),
          receiver -> {
            if (tells) {
              playing.reports(prompt(), topic.rest().size());
            }
            receiver.chunk(chunk);
          });
      at = end;
    }
  }

  private void reply(Playing playing) {
    String text =
        "{\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
            + "\"message\":{\"role\":\"assistant\",\"content\":\""
            + String.join("", topic.rest())
            + "\"}}],"
            + counts()
            + "}";
    playing.then(soon(), receiver -> receiver.head(200, JSON));
    playing.then(soon(), receiver -> receiver.chunk(text.getBytes(StandardCharsets.UTF_8)));
    playing.last(
        soon(),
        receiver -> {
          playing.reports(prompt(), topic.rest().size());
          receiver.end();
        });
  }

  private void answer(Playing playing, int status, Map<String, String> headers, String body) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(body.getBytes(StandardCharsets.UTF_8));
    playing.then(soon(), receiver -> receiver.head(status, headers));
    playing.then(soon(), receiver -> receiver.chunk(out.toByteArray()));
    playing.last(soon(), Receiver::end);
  }
}
