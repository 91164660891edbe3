package dev.millrace.gateway.provider;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Translator;
import dev.millrace.llm.Upstream.Sink;
import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Gathers one answer of a provider: a stream, a whole reply by one that does not stream, or an error.
/// Tells the sink of exactly one end.
final class HostedAnswer implements Transport.Receiver {
  private static final int LARGEST_ERROR = 64 << 10;
  private static final int LARGEST_REPLY = 16 << 20;

  private enum Body {
    STREAM,
    REPLY,
    ERROR
  }

  private final Provider provider;
  private final Incoming incoming;
  private final Sink sink;
  private final Translator<byte[], Event> stream;
  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
  private Runnable cancel = () -> {};
  private Body body = Body.STREAM;
  private int status;
  private Map<String, String> headers = Map.of();
  private boolean over;

  HostedAnswer(Provider provider, Incoming incoming, Sink sink) {
    this.provider = provider;
    this.incoming = incoming;
    this.sink = sink;
    this.stream = incoming.stream();
  }

  /// What to do with the connection when the answer makes no sense.
  void cancelWith(Runnable action) {
    cancel = action;
  }

  @Override
  public void head(int code, Map<String, String> told) {
    status = code;
    headers = Map.copyOf(told);
    unreadable().ifPresent(this::giveUp);
    String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
    if (code != 200) {
      body = Body.ERROR;
    } else if (!incoming.streams(type)) {
      body = Body.REPLY;
    }
  }

  /// What keeps an answer from being read at all: we ask for no compression, and follow no one to
  /// another place, who would get our credentials.
  private Optional<String> unreadable() {
    String coding = headers.getOrDefault("content-encoding", "identity").strip();
    if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
      return Optional.of("its answer is compressed, which was not asked for");
    }
    return status >= 300 && status < 400
        ? Optional.of("it sends us elsewhere (status " + status + "); its base-url may be wrong")
        : Optional.empty();
  }

  private void giveUp(String why) {
    cancel.run();
    fail(new Failure.Upstream(provider.name(), 502, Optional.empty(), why));
  }

  @Override
  public void chunk(byte[] bytes) {
    if (over) {
      return;
    }
    switch (body) {
      case STREAM -> guarded(() -> stream.turn(bytes, this::pass));
      case REPLY -> keep(bytes, LARGEST_REPLY);
      case ERROR -> keep(bytes, LARGEST_ERROR);
    }
  }

  @Override
  public void end() {
    switch (body) {
      case STREAM -> guarded(() -> stream.end(this::pass));
      case REPLY -> guarded(() -> incoming.whole(whole.toByteArray()).forEach(this::pass));
      case ERROR -> fail(refusal());
    }
    if (!over) {
      fail(new Failure.Truncated(provider.name(), "it ended without an end mark"));
    }
  }

  @Override
  public void failed(Transport.Trouble trouble, String why) {
    fail(provider.failure(trouble, why));
  }

  private Failure refusal() {
    var failure = incoming.failure(status, headers, provider.redacted(whole.toByteArray()));
    return RetryAfter.said(failure, headers);
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
}
