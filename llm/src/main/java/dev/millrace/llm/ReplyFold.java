package dev.millrace.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Gathers the events of one stream into a [Reply]. Not thread-safe.
public final class ReplyFold {
  private final SortedMap<Integer, OpenChoice> choices = new TreeMap<>();
  private Optional<Event.Opened> opened = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private boolean closed;

  /// Takes the next event.
  ///
  /// @throws IllegalStateException if it cannot come here
  public void add(Event event) {
    check(!closed, "an event after Closed", event);
    switch (event) {
      case Event.Opened begin -> {
        check(opened.isEmpty(), "opened twice", event);
        opened = Optional.of(begin);
      }
      case Event.Prompted(var choice, var prompt) -> open(choice).prompt(prompt, event);
      case Event.Sampled(var choice, var tokens) -> open(choice).tokens.addAll(tokens);
      case Event.Began(var choice, var index, var part) -> open(choice).begin(index, part, event);
      case Event.Grew(var choice, var index, var delta, var logprobs) ->
          part(choice, index, event).grow(delta, logprobs);
      case Event.Signed(var choice, var index, var signature) ->
          part(choice, index, event).sign(signature, event);
      case Event.Cited(var choice, var source) -> open(choice).sources.add(source);
      case Event.Ended(var choice, var index) -> part(choice, index, event).ended = true;
      case Event.Stopped(var choice, var stop) -> open(choice).stop(stop, event);
      case Event.Metered(var counted) -> usage = Optional.of(counted);
      case Event.Closed _ -> closed = true;
    }
  }

  /// The whole answer.
  ///
  /// @throws IllegalStateException if the stream was cut
  public Reply reply() {
    if (!closed || opened.isEmpty() || usage.isEmpty()) {
      throw new IllegalStateException("the stream is not whole: closed=" + closed);
    }
    var whole = new ArrayList<Reply.Choice>();
    choices.forEach((index, choice) -> whole.add(choice.whole(index)));
    return new Reply(opened.get().id(), opened.get().model(), whole, usage.get());
  }

  private OpenChoice open(int choice) {
    return choices.computeIfAbsent(choice, _ -> new OpenChoice());
  }

  private OpenPart part(int choice, int index, Event event) {
    List<OpenPart> parts = choices.getOrDefault(choice, new OpenChoice()).parts;
    check(index >= 0 && index < parts.size(), "no such part began", event);
    OpenPart part = parts.get(index);
    check(!part.ended, "the part has ended", event);
    return part;
  }

  private static void check(boolean fine, String problem, Event event) {
    if (!fine) {
      throw new IllegalStateException(problem + ": " + event);
    }
  }

  private static final class OpenChoice {
    private final List<OpenPart> parts = new ArrayList<>();
    private final List<Integer> tokens = new ArrayList<>();
    private final List<Json> sources = new ArrayList<>();
    private Optional<Echo> prompt = Optional.empty();
    private Optional<Stop> stop = Optional.empty();

    void prompt(Echo echo, Event event) {
      check(prompt.isEmpty() && parts.isEmpty(), "the prompt comes once and first", event);
      prompt = Optional.of(echo);
    }

    void begin(int index, Part part, Event event) {
      check(index == parts.size() && stop.isEmpty(), "parts begin in order", event);
      parts.add(new OpenPart(part));
    }

    void stop(Stop reason, Event event) {
      check(stop.isEmpty(), "stopped twice", event);
      stop = Optional.of(reason);
    }

    Reply.Choice whole(int index) {
      var pieces = parts.stream().map(OpenPart::whole).toList();
      var reason =
          stop.orElseThrow(() -> new IllegalStateException("choice " + index + " never stopped"));
      return new Reply.Choice(index, pieces, reason, prompt, tokens, sources);
    }
  }

  private static final class OpenPart {
    private Part began;
    private final StringBuilder text;
    private final List<TokenLogprob> logprobs = new ArrayList<>();
    private boolean ended;

    OpenPart(Part began) {
      this.began = began;
      this.text = new StringBuilder(began.grown());
    }

    void grow(String delta, List<TokenLogprob> more) {
      text.append(delta);
      logprobs.addAll(more);
    }

    void sign(Part.Signature signature, Event event) {
      began =
          switch (began) {
            case Part.Thought(var said, _) -> new Part.Thought(said, Optional.of(signature));
            case Part.ToolCall(var id, var name, var arguments, _) ->
                new Part.ToolCall(id, name, arguments, Optional.of(signature));
            case Part.Text _,
                Part.Withheld _,
                Part.Refusal _,
                Part.ToolResult _,
                Part.Attachment _,
                Part.CachePoint _ ->
                throw new IllegalStateException("only thoughts and calls are signed: " + event);
          };
    }

    Reply.Piece whole() {
      return new Reply.Piece(began.withGrown(text.toString()), logprobs);
    }
  }
}
