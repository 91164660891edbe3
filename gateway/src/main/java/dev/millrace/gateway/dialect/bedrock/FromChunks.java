package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.dialect.eventstream.Packet;
import dev.millrace.gateway.dialect.sse.Frame;
import dev.millrace.gateway.dialect.sse.FrameWriter;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Translator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;

/// The packets of InvokeModelWithResponseStream, each of which holds one event of the model's maker in
/// base64. They are handed on as the server-sent events that they are at their maker's.
final class FromChunks implements Translator<Packet, Event> {
  private final String provider;
  private final Translator<byte[], Event> events;
  private boolean deaf;

  FromChunks(String provider, Translator<byte[], Event> events) {
    this.provider = provider;
    this.events = events;
  }

  @Override
  public void turn(Packet input, Consumer<? super Event> out) {
    if (deaf) {
      return;
    }
    deaf = true; // unless all goes well
    switch (input) {
      case Packet.Failed(var code, var said) ->
          throw new Refused(Failures.inside(code, said, provider));
      case Packet.Told(var event, var payload) -> {
        if (event.equals("chunk")) {
          events.turn(FrameWriter.bytes(Frame.of(chunk(payload))), out);
        }
      }
    }
    deaf = false;
  }

  @Override
  public void end(Consumer<? super Event> out) {
    if (!deaf) {
      deaf = true;
      events.end(out);
    }
  }

  private String chunk(byte[] payload) {
    try {
      String base64 = Members.of(JsonReader.readObject(payload)).need("bytes").text();
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (Refused | IllegalArgumentException _) {
      String why = "its answer makes no sense: a chunk holds no bytes";
      throw new Refused(new Failure.Upstream(provider, 502, Optional.empty(), why));
    }
  }
}
