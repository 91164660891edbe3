package dev.millrace.gateway.provider;

import dev.millrace.gateway.dialect.EmbeddingProtocol;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// A provider of vectors over the network. Asked on a loop; answers are read away from it, as they are
/// long.
public final class HostedEmbedder implements Embedder {
  private static final int LARGEST_ERROR = 64 << 10;
  private static final int LARGEST_REPLY = 128 << 20;

  private final Provider provider;
  private final EmbeddingProtocol protocol;
  private final Transport transport;

  public HostedEmbedder(Provider provider, EmbeddingProtocol protocol, Transport transport) {
    this.provider = provider;
    this.protocol = protocol;
    this.transport = transport;
  }

  @Override
  public Runnable embed(Ask ask, Sink sink) {
    try {
      var written = protocol.write(ask);
      var answer = new Answer(ask, sink);
      var exchange =
          new Dispatch(provider, transport)
              .send(written, answer, cancel -> answer.cancel = cancel, answer::fail);
      return exchange::cancel;
    } catch (Refused refused) {
      sink.failed(refused.failure());
      return () -> {};
    }
  }

  /// Gathers one answer. Tells the sink of exactly one end.
  private final class Answer implements Transport.Receiver {
    private final Ask ask;
    private final Sink sink;
    private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private Runnable cancel = () -> {};
    private Map<String, String> headers = Map.of();
    private int status;
    private boolean over;

    Answer(Ask ask, Sink sink) {
      this.ask = ask;
      this.sink = sink;
    }

    @Override
    public void head(int code, Map<String, String> told) {
      status = code;
      headers = Map.copyOf(told);
    }

    @Override
    public void chunk(byte[] bytes) {
      if (over) {
        return;
      }
      int most = status == 200 ? LARGEST_REPLY : LARGEST_ERROR;
      int room = most - whole.size();
      whole.write(bytes, 0, Math.min(bytes.length, room));
      if (bytes.length > room && status == 200) {
        cancel.run();
        fail(new Failure.Truncated(provider.name(), "its reply is larger than " + most + " bytes"));
      }
    }

    @Override
    public void end() {
      if (over) {
        return;
      }
      if (status != 200) {
        var failure = protocol.failure(status, headers, provider.redacted(whole.toByteArray()));
        fail(RetryAfter.said(failure, headers));
        return;
      }
      over = true;
      var told = new AtomicReference<Runnable>(() -> {});
      transport.aside(
          () -> told.set(read(whole.toByteArray())),
          () -> told.get().run(),
          problem -> sink.failed(broken(problem)));
    }

    private Runnable read(byte[] body) {
      try {
        var vectors = protocol.read(ask, body);
        return () -> sink.on(vectors);
      } catch (Refused refused) {
        return () -> sink.failed(refused.failure());
      }
    }

    private Failure broken(IOException problem) {
      return new Failure.Truncated(
          provider.name(), "its reply could not be read: " + problem.getMessage());
    }

    @Override
    public void failed(Transport.Trouble trouble, String why) {
      fail(provider.failure(trouble, why));
    }

    private void fail(Failure failure) {
      if (!over) {
        over = true;
        sink.failed(failure);
      }
    }
  }
}
