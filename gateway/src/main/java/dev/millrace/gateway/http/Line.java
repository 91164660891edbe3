package dev.millrace.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;

/// One client's connection, seen from before the parser: what it waits for and until when. It also
/// closes with manners: after a refusal, what the client still sends is read and thrown away for a
/// while, because to close at once could cost the client our answer.
final class Line extends ChannelDuplexHandler {
  private static final Duration PARTING = Duration.ofSeconds(5);
  private static final Duration FLUSHING = Duration.ofSeconds(1);
  private static final long PARTING_BYTES = 64L << 20;

  private final ServerSettings.Limits limits;
  private final ChannelHandlerContext context;
  private final Runnable slowHead;
  private Phase phase = Phase.QUIET;
  private Runnable overdue = this::cut;
  private long until;
  private boolean endless;
  private boolean last;
  private boolean closing;
  private long discarded;

  private enum Phase {
    QUIET,
    HEAD,
    BODY,
    ANSWER,
    PARTING
  }

  /// @param slowHead is run when a head takes too long
  Line(Channel channel, ServerSettings.Limits limits, SlowHead slowHead) {
    this.limits = limits;
    this.slowHead = () -> slowHead.on(this);
    context = channel.pipeline().addFirst(this).context(this);
    channel
        .config()
        .setWriteBufferWaterMark(
            new WriteBufferWaterMark(Answer.HIGH_WATER / 2, Answer.HIGH_WATER));
    await(Phase.QUIET, limits.slowHead(), this::cut);
  }

  /// Is told of a head that takes too long.
  @FunctionalInterface
  interface SlowHead {
    void on(Line line);
  }

  /// A head has come; its body is awaited, and `slow` is run if it takes too long.
  void reading(Runnable slow) {
    await(Phase.BODY, limits.slowBody(), slow);
  }

  /// The request is whole; the answer may take as long as it likes.
  void answering() {
    endless = true;
    phase = Phase.ANSWER;
  }

  /// The client leaves its answer unread; `stuck` is run if it goes on like that.
  void unread(Runnable stuck) {
    await(Phase.ANSWER, limits.idle(), stuck);
  }

  /// The answer is complete; the next request may come.
  void resting() {
    await(Phase.QUIET, limits.idle(), this::cut);
  }

  /// No more requests are read; the answer now given is the last.
  void parting() {
    last = true;
    await(Phase.PARTING, PARTING, this::cut);
    context.channel().config().setAutoRead(true);
  }

  /// The answer is the last; it may take as long to be sent as a client may leave it unread.
  void ending() {
    last = true;
    await(Phase.ANSWER, limits.idle(), this::cut);
  }

  /// The answer will never be whole; what is there is sent, but nobody waits long for it.
  void breaking() {
    last = true;
    await(Phase.ANSWER, FLUSHING, this::cut);
  }

  /// Sends bytes past the encoder, then closes.
  void last(byte[] bytes) {
    parting();
    context
        .writeAndFlush(Unpooled.wrappedBuffer(bytes))
        .addListener(_ -> close(context, context.newPromise()));
  }

  /// Whether no further request is taken.
  boolean isLast() {
    return last;
  }

  /// Closes at once, whatever is still to be sent.
  void cut() {
    var _ = context.close();
  }

  /// Acts if what is awaited is overdue.
  void check(long now) {
    if (!endless && now - until > 0) {
      overdue.run();
    }
  }

  private void await(Phase next, Duration limit, Runnable late) {
    phase = next;
    until = System.nanoTime() + limit.toNanos();
    endless = false;
    overdue = late;
  }

  @Override
  public void channelRead(ChannelHandlerContext from, Object bytes) {
    switch (phase) {
      case QUIET -> await(Phase.HEAD, limits.slowHead(), slowHead);
      case PARTING -> {
        discard(bytes);
        return;
      }
      case HEAD, BODY, ANSWER -> {}
    }
    from.fireChannelRead(bytes);
  }

  private void discard(Object bytes) {
    discarded += bytes instanceof ByteBuf some ? some.readableBytes() : 0;
    ReferenceCountUtil.release(bytes);
    if (discarded > PARTING_BYTES) {
      cut();
    }
  }

  /// Whatever is still to be sent goes first.
  @Override
  public void close(ChannelHandlerContext from, ChannelPromise promise) {
    if (closing) {
      from.channel().closeFuture().addListener(_ -> promise.trySuccess());
      return;
    }
    closing = true;
    if (endless) {
      await(Phase.ANSWER, limits.idle(), this::cut);
    }
    from.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> hangUp(from, promise));
  }

  private void hangUp(ChannelHandlerContext from, ChannelPromise promise) {
    if (phase != Phase.PARTING || !(from.channel() instanceof DuplexChannel channel)) {
      var _ = from.close(promise);
      return;
    }
    channel.closeFuture().addListener(_ -> promise.trySuccess());
    var _ = channel.shutdownOutput();
  }
}
