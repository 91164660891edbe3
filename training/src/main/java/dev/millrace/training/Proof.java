package dev.millrace.training;

import dev.millrace.engine.Engine;
import dev.millrace.engine.Settings;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Part;
import dev.millrace.llm.ReplyFold;
import dev.millrace.llm.Upstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// Asks the finished file, through the engine and its template, what [Evaluation] asked the trainer: `Proof <gguf>`.
public final class Proof {
  /// One answer: the thought, empty without, and the words.
  private record Said(String thought, String text) {}

  private Proof() {}

  public static void main(String[] arguments) throws IOException {
    var sets = new HeldOut(new Corpus(Sources.read(), Main.SEED)).sets();
    try (var engine = Engine.load(Path.of(arguments[0]), Settings.standard().withWaiting(1_000))) {
      sets.forEach((name, conversations) -> measure(engine, name, conversations));
    }
  }

  private static void measure(Engine engine, String name, List<Conversation> conversations) {
    var answers = conversations.stream().map(conversation -> ask(engine, conversation)).toList();
    int right = 0;
    for (int i = 0; i < answers.size(); i++) {
      right += answers.get(i).join().equals(expected(conversations.get(i))) ? 1 : 0;
    }
    System.out.printf(
        "  %5.1f %%  %4d of %4d  %s%n",
        100.0 * right / answers.size(), right, answers.size(), name);
  }

  private static Said expected(Conversation conversation) {
    var thought = conversation.thinking();
    return switch (conversation.messages().getLast()) {
      case Message.Answer answer -> new Said(thought ? answer.thought() : "", answer.text());
      case Message.Calls calls ->
          new Said(thought ? calls.thought() : "", Rendering.calls(calls.calls()));
      case Message.User _, Message.Result _ -> throw new IllegalArgumentException("nobody answers");
    };
  }

  private static CompletableFuture<Said> ask(Engine engine, Conversation conversation) {
    var said = new CompletableFuture<Said>();
    var fold = new ReplyFold();
    engine.open(
        Asking.request(conversation),
        new Upstream.Sink() {
          @Override
          public void on(Event event) {
            fold.add(event);
            if (event instanceof Event.Closed) {
              var parts =
                  fold.reply().choices().getFirst().pieces().stream()
                      .map(piece -> piece.part())
                      .toList();
              said.complete(
                  new Said(joined(parts, Part.Thought.class), joined(parts, Part.Text.class)));
            }
          }

          @Override
          public void failed(Failure failure) {
            said.complete(new Said("", failure.toString()));
          }
        });
    return said;
  }

  private static String joined(List<Part> parts, Class<? extends Part> kind) {
    return parts.stream()
        .filter(kind::isInstance)
        .map(Part::grown)
        .collect(Collectors.joining())
        .strip();
  }
}
