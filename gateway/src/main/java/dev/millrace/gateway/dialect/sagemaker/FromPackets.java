package dev.millrace.gateway.dialect.sagemaker;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.eventstream.Packet;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Translator;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/// What the container says, out of packets that end anywhere within it. One that does not stream says
/// a JSON object, which begins with a brace, as no server-sent event does.
final class FromPackets implements Translator<Packet, Event> {
  private static final int LARGEST_REPLY = 16 << 20;

  private final String provider;
  private final Incoming inner;
  private final Translator<byte[], Event> stream;
  private final ByteArrayOutputStream whole = new ByteArrayOutputStream();
  private Form form = Form.UNKNOWN;
  private boolean deaf;

  private enum Form {
    UNKNOWN,
    STREAM,
    REPLY
  }

  FromPackets(String provider, Incoming inner) {
    this.provider = provider;
    this.inner = inner;
    this.stream = inner.stream();
  }

  @Override
  public void turn(Packet input, Consumer<? super Event> out) {
    if (deaf) {
      return;
    }
    switch (input) {
      case Packet.Told(var event, var payload) when event.equals("PayloadPart") ->
          take(payload, out);
      case Packet.Told _ -> {}
      case Packet.Failed(var code, var said) -> {
        deaf = true;
        throw new Refused(Failures.inside(new Failures.Told(provider, inner), code, said));
      }
    }
  }

  @Override
  public void end(Consumer<? super Event> out) {
    if (deaf) {
      return;
    }
    deaf = true;
    if (form == Form.REPLY) {
      inner.whole(whole.toByteArray()).forEach(out);
    } else {
      stream.end(out);
    }
  }

  private void take(byte[] payload, Consumer<? super Event> out) {
    if (form == Form.UNKNOWN) {
      form = form(payload);
    }
    if (form != Form.REPLY) {
      stream.turn(payload, out);
      return;
    }
    whole.writeBytes(payload);
    if (whole.size() > LARGEST_REPLY) {
      deaf = true;
      String why = "its reply is larger than " + LARGEST_REPLY + " bytes";
      throw new Refused(new Failure.Truncated(provider, why));
    }
  }

  private static Form form(byte[] payload) {
    for (byte sign : payload) {
      if (sign == '{' || sign == '[') {
        return Form.REPLY;
      }
      if (sign != ' ' && sign != '\n' && sign != '\r' && sign != '\t') {
        return Form.STREAM;
      }
    }
    return Form.UNKNOWN;
  }
}
