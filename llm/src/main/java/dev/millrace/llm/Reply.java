package dev.millrace.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A whole answer: the fold of its events. `Reply.of(reply.events()).equals(reply)` for every reply.
public record Reply(String id, String model, List<Choice> choices, Usage usage) {
  public Reply {
    choices = List.copyOf(choices);
  }

  /// One of the answers asked for.
  ///
  /// @param prompt what it answers, when that was asked for
  /// @param tokens all that were said, when they were asked for
  /// @param sources where its words are from, see [Event.Cited]
  public record Choice(
      int index,
      List<Piece> pieces,
      Stop stop,
      Optional<Echo> prompt,
      List<Integer> tokens,
      List<Json> sources) {
    public Choice {
      pieces = List.copyOf(pieces);
      sources = List.copyOf(sources);
      tokens = List.copyOf(tokens);
    }

    /// An answer that names no sources.
    public Choice(
        int index, List<Piece> pieces, Stop stop, Optional<Echo> prompt, List<Integer> tokens) {
      this(index, pieces, stop, prompt, tokens, List.of());
    }

    /// The answer alone.
    public Choice(int index, List<Piece> pieces, Stop stop) {
      this(index, pieces, stop, Optional.empty(), List.of());
    }

    /// All its words for the reader.
    public String text() {
      return pieces.stream()
          .map(Piece::part)
          .filter(Part.Text.class::isInstance)
          .map(Part::grown)
          .collect(Collectors.joining());
    }
  }

  /// A part of an answer with the log probabilities of its tokens, if they were asked for.
  public record Piece(Part part, List<TokenLogprob> logprobs) {
    public Piece {
      logprobs = List.copyOf(logprobs);
    }
  }

  /// Folds a whole stream.
  ///
  /// @throws IllegalStateException if the events are out of order or do not end with
  ///     [Event.Closed]
  public static Reply of(List<Event> events) {
    var fold = new ReplyFold();
    events.forEach(fold::add);
    return fold.reply();
  }

  /// The same answer as a stream, each part grown in one go.
  public List<Event> events() {
    var events = new ArrayList<Event>();
    events.add(new Event.Opened(id, model));
    for (var choice : choices) {
      choice.prompt().ifPresent(echo -> events.add(new Event.Prompted(choice.index(), echo)));
      if (!choice.tokens().isEmpty()) {
        events.add(new Event.Sampled(choice.index(), choice.tokens()));
      }
      for (int at = 0; at < choice.pieces().size(); at++) {
        events.addAll(events(choice.index(), at, choice.pieces().get(at)));
      }
      choice.sources().forEach(source -> events.add(new Event.Cited(choice.index(), source)));
      events.add(new Event.Stopped(choice.index(), choice.stop()));
    }
    events.add(new Event.Metered(usage));
    events.add(new Event.Closed());
    return events;
  }

  private static List<Event> events(int choice, int at, Piece piece) {
    var events = new ArrayList<Event>();
    events.add(new Event.Began(choice, at, unsigned(piece.part().emptied())));
    String text = piece.part().grown();
    if (!text.isEmpty() || !piece.logprobs().isEmpty()) {
      events.add(new Event.Grew(choice, at, text, piece.logprobs()));
    }
    if (piece.part() instanceof Part.Thought(_, var signature)) {
      signature.ifPresent(signed -> events.add(new Event.Signed(choice, at, signed)));
    }
    events.add(new Event.Ended(choice, at));
    return events;
  }

  private static Part unsigned(Part part) {
    return part instanceof Part.Thought(var text, _) ? new Part.Thought(text) : part;
  }
}
