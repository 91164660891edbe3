package dev.millrace.gateway.dialect.bedrock;

import dev.millrace.gateway.dialect.eventstream.Packet;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Translator;
import java.util.function.Consumer;

/// The packets of a ConverseStream as events. Throws [Refused] when the stream tells of an error,
/// makes no sense, or ends before it is whole; after that, and after the end, it is deaf. The usage
/// (`metadata`) comes after the end of the answer (`messageStop`), or before it.
final class FromFrames implements Translator<Packet, Event> {
  private final String provider;
  private final AnswerReader answer;
  private boolean deaf;

  FromFrames(AnswerReader answer, String provider) {
    this.provider = provider;
    this.answer = answer;
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
      case Packet.Told(var event, var payload) ->
          Sense.demanded(
              provider, () -> take(event, Members.of(JsonReader.readObject(payload)), out));
    }
    deaf = answer.finished(out);
  }

  @Override
  public void end(Consumer<? super Event> out) {
    if (!deaf) {
      deaf = true;
      String missing = answer.stopped() ? "metadata" : "messageStop";
      throw new Refused(new Failure.Truncated(provider, "its stream ended without " + missing));
    }
  }

  /// Events that we do not know are passed over.
  private void take(String event, Members told, Consumer<? super Event> out) {
    switch (event) {
      case "messageStart" -> answer.open(out);
      case "contentBlockStart" -> answer.began(told, out);
      case "contentBlockDelta" -> answer.grew(told, out);
      case "contentBlockStop" -> answer.ended(told, out);
      case "messageStop" -> answer.stop(told, out);
      case "metadata" -> told.find("usage").ifPresent(answer::counted);
      default -> {}
    }
  }
}
