package dev.millrace.gateway.provider;

import dev.millrace.gateway.dialect.openai.chat.Failures;
import dev.millrace.gateway.dialect.openai.chat.FromFrames;
import dev.millrace.gateway.dialect.openai.chat.Replies;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameReader;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Translator;
import dev.millrace.llm.Upstream.Sink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads one answer of an OpenAI-compatible provider: a stream, a whole reply by one that does not
/// stream, or an error. Tells the sink of exactly one end.
final class OpenAiAnswer implements Transport.Receiver {
  private static final int LARGEST_ERROR = 64 << 10;
  private static final int LARGEST_REPLY = 16 << 20;

  private enum Body {
    STREAM,
    REPLY,
    ERROR
  }

  private final Provider provider;
  private final int promptTokens;
  private final Sink sink;
  private final FrameReader frames;
  private final Translator<Frame, Event> events;
  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
  private Runnable cancel = () -> {};
  private Body body = Body.STREAM;
  private int status;
  private Map<String, String> headers = Map.of();
  private boolean over;

  /// @param promptTokens an estimate, for a provider that does not count
  OpenAiAnswer(Provider provider, int promptTokens, Sink sink) {
    this.provider = provider;
    this.promptTokens = promptTokens;
    this.sink = sink;
    this.frames = new FrameReader(provider.name(), LARGEST_REPLY);
    this.events = new FromFrames(provider.name(), promptTokens);
  }

  /// What to do with the connection when the answer makes no sense.
  void cancelWith(Runnable action) {
    cancel = action;
  }

  @Override
  public void head(int code, Map<String, String> told) {
    status = code;
    headers = Map.copyOf(told);
    String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    if (code != 200) {
      body = Body.ERROR;
    } else if (!type.startsWith("text/event-stream")) {
      body = Body.REPLY;
    }
  }

  @Override
  public void chunk(byte[] bytes) {
    switch (body) {
      case STREAM -> guarded(() -> frames.turn(bytes, frame -> events.turn(frame, this::pass)));
      case REPLY -> keep(bytes, LARGEST_REPLY);
      case ERROR -> keep(bytes, LARGEST_ERROR);
    }
  }

  @Override
  public void end() {
    switch (body) {
      case STREAM -> guarded(() -> events.end(this::pass));
      case REPLY -> guarded(() -> reply().forEach(this::pass));
      case ERROR -> fail(Failures.read(status, headers, redacted(), provider.name()));
    }
    if (!over) {
      fail(new Failure.Truncated(provider.name(), "it ended without an end mark"));
    }
  }

  @Override
  public void failed(Transport.Trouble trouble, String why) {
    String told = "provider " + provider.name() + " " + why;
    switch (trouble) {
      case UNREACHABLE -> fail(new Failure.Unavailable(told));
      case SILENT -> fail(new Failure.Silent(provider.name(), provider.patience().first()));
      case BROKEN -> fail(new Failure.Truncated(provider.name(), why));
    }
  }

  private void keep(byte[] bytes, int most) {
    if (whole.size() + bytes.length <= most) {
      whole.writeBytes(bytes);
      return;
    }
    if (body == Body.ERROR) {
      whole.write(bytes, 0, most - whole.size());
      return;
    }
    cancel.run();
    fail(new Failure.Truncated(provider.name(), "its reply is larger than " + most + " bytes"));
  }

  private void guarded(Runnable reading) {
    if (over) {
      return;
    }
    try {
      reading.run();
    } catch (Refused refused) {
      cancel.run();
      fail(refused.failure());
    }
  }

  private List<Event> reply() {
    return Replies.read(whole.toByteArray(), provider.name(), promptTokens);
  }

  private void pass(Event event) {
    if (!over) {
      over = event instanceof Event.Closed;
      sink.on(event);
    }
  }

  private void fail(Failure failure) {
    if (!over) {
      over = true;
      sink.failed(failure);
    }
  }

  /// The error without our credential: some providers repeat it.
  private byte[] redacted() {
    byte[] bytes = whole.toByteArray();
    return provider
        .credential()
        .secret()
        .map(secret -> new String(bytes, StandardCharsets.UTF_8).replace(secret, "***"))
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .orElse(bytes);
  }
}
