package dev.millrace.gateway.simulation;

import dev.millrace.gateway.provider.Transport.Receiver;
import dev.millrace.gateway.provider.Transport.Trouble;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

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
  private static final String DONE = "data: [DONE]\n\n";
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
      case UNMARKED -> stream(playing, without(DONE), Receiver::end);
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
    if (topic.called() > 0) {
      text.append(
          call("\"id\":\"call_1\",\"type\":\"function\",", "\"name\":\"f\",", "{\\\"w\\\":\\\""));
      topic.arguments().forEach(word -> text.append(call("", "", word)));
      text.append(call("", "", "\\\"}"));
    }
    return text.toString();
  }

  private static String call(String head, String name, String arguments) {
    String function = "\"function\":{" + name + "\"arguments\":\"" + arguments + "\"}";
    return PIECE.formatted("\"tool_calls\":[{\"index\":0," + head + function + "}]", "null");
  }

  private String whole() {
    return words() + PIECE.formatted("", end()) + usage() + DONE;
  }

  private String end() {
    return topic.called() > 0 ? "\"tool_calls\"" : "\"stop\"";
  }

  private String usage() {
    return "data: {\"id\":\"x\",\"model\":\"m\",\"choices\":[]," + counts() + "}\n\n";
  }

  private String counts() {
    int said = said();
    return "\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
        .formatted(prompt(), said, prompt() + said);
  }

  private int said() {
    return topic.rest().size() + topic.called();
  }

  private static String spoilt() {
    return "data: " + ERROR.formatted("server_error") + "\n\n";
  }

  /// Breaks after so many bytes of the whole.
  void cut(Playing playing, int bytes) {
    stream(playing, whole().substring(0, bytes), to -> to.failed(Trouble.BROKEN, "broke"));
  }

  /// After so many bytes the answer has stopped, and only its usage and its end mark are to come.
  int stop() {
    return whole().indexOf(usage());
  }

  int length() {
    return whole().length();
  }

  /// All before the end mark, up to some byte.
  private String some() {
    String text = without(DONE);
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

  private void stream(Playing playing, String text, Consumer<Receiver> end) {
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
              playing.reports(prompt(), said());
            }
            receiver.chunk(chunk);
          });
      at = end;
    }
  }

  private void reply(Playing playing) {
    String text =
        "{\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"index\":0,\"finish_reason\":"
            + end()
            + ",\"message\":{\"role\":\"assistant\",\"content\":\""
            + String.join("", topic.rest())
            + "\""
            + (topic.called() > 0 ? calls() : "")
            + "}}],"
            + counts()
            + "}";
    playing.then(soon(), receiver -> receiver.head(200, JSON));
    playing.then(soon(), receiver -> receiver.chunk(text.getBytes(StandardCharsets.UTF_8)));
    playing.last(
        soon(),
        receiver -> {
          playing.reports(prompt(), said());
          receiver.end();
        });
  }

  private String calls() {
    return ",\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\","
        + "\"arguments\":\"{\\\"w\\\":\\\""
        + String.join("", topic.arguments())
        + "\\\"}\"}}]";
  }

  private void answer(Playing playing, int status, Map<String, String> headers, String body) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(body.getBytes(StandardCharsets.UTF_8));
    playing.then(soon(), receiver -> receiver.head(status, headers));
    playing.then(soon(), receiver -> receiver.chunk(out.toByteArray()));
    playing.last(soon(), Receiver::end);
  }
}
