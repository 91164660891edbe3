package dev.millrace.bench.upstream;

import dev.millrace.bench.wire.Head;
import dev.millrace.bench.wire.Line;
import dev.millrace.bench.wire.MessageReader;
import dev.millrace.bench.wire.Reactor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import tools.jackson.core.JacksonException;

/// Answers the requests of one connection, one at a time.
final class Desk implements Reactor.Peer, MessageReader.Listener {
  private final ScriptedUpstream upstream;
  private final Line line;
  private final MessageReader reader = new MessageReader(this);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private String target = "";
  private boolean busy;

  Desk(ScriptedUpstream upstream, Line line) {
    this.upstream = upstream;
    this.line = line;
  }

  @Override
  public void received(ByteBuffer bytes) {
    try {
      reader.read(bytes);
    } catch (IllegalArgumentException _) {
      line.close();
    }
  }

  @Override
  public void gone() {
    if (busy) {
      done();
      upstream.counts().gone++;
    }
  }

  @Override
  public void head(Head head) {
    target = head.second();
    body.reset();
  }

  @Override
  public void body(ByteBuffer piece) {
    var bytes = new byte[piece.remaining()];
    piece.get(bytes);
    body.writeBytes(bytes);
  }

  @Override
  public void end() {
    if (target.equals("/counts")) {
      line.send(Frames.answer(200, upstream.counts().json()));
      return;
    }
    Asked.voice(target)
        .ifPresentOrElse(this::answer, () -> line.send(Frames.answer(404, Json.refusal(404))));
  }

  private void answer(Voice voice) {
    try {
      var asked = Asked.read(upstream.factory(), voice, target, body.toByteArray());
      var play = upstream.scripts().of(asked);
      upstream.counts().requests++;
      if (upstream.scripts().refuses(asked, play.script())) {
        line.send(Frames.refusal(voice, 503, play.script()));
        return;
      }
      busy = true;
      upstream.counts().open++;
      play(play, asked.stream());
    } catch (JacksonException | IllegalArgumentException _) {
      line.send(Frames.answer(400, Json.refusal(400)));
    }
  }

  private void play(Scripts.Play play, boolean stream) {
    switch (play.script().trouble().fault()) {
      case RESET -> {
        done();
        line.reset();
      }
      case SILENCE -> {}
      case NONE, MALFORMED, ERROR, ENDLESS, FILTER, CONTEXT, PAGE, GZIP, HUGE ->
          new Answering(upstream.reactor(), line, play, this::done).begin(stream);
    }
  }

  private void done() {
    busy = false;
    upstream.counts().open--;
  }
}
