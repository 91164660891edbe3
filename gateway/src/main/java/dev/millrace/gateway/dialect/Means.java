package dev.millrace.gateway.dialect;

import dev.millrace.llm.Parameter;
import dev.millrace.llm.Reasoning.Effort;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What requests can ask for in a protocol, as one provider speaks it. Whatever is not among it is
/// refused by name, emulated or left out, and noted, before a request is written.
///
/// @param parameters those that it has words for
/// @param spans the values that it takes, where these are fewer than ours
/// @param asks what else can be asked for
/// @param shapes what answers can be held to there
/// @param thinking how much say a request has in it
/// @param extras the fields of OpenAI's Chat Completions, unknown to the vocabulary, that it has words
///     for; absent: all of them
/// @param makers whose signatures are understood there; no others are shown
public record Means(
    Set<Parameter> parameters,
    Map<Parameter, Parameter.Span> spans,
    Set<Ask> asks,
    Set<Shape> shapes,
    Thinking thinking,
    Optional<Set<String>> extras,
    Set<String> makers)
    implements Repertoire {
  public Means {
    parameters = Set.copyOf(parameters);
    spans = Map.copyOf(spans);
    asks = Set.copyOf(asks);
    shapes = Set.copyOf(shapes);
    extras = extras.map(Set::copyOf);
    makers = Set.copyOf(makers);
  }

  /// Whether thoughts of earlier turns go back to the model that had them.
  public enum Replay {
    /// All do: a turn without them is refused.
    REQUIRED,
    /// Those since the user spoke last may.
    WELCOME,
    /// None does.
    FORBIDDEN
  }

  /// Something that a request may ask for.
  public enum Ask {
    /// A text as the prompt, without turns.
    TEXT_PROMPTS,
    /// Tokens as the prompt.
    TOKEN_PROMPTS,
    /// The prompt, told back.
    ECHO,
    /// The ids of tokens, told back.
    TOKEN_IDS,
    /// A chat template of the client's, or variables for the model's own.
    TEMPLATES,
    /// An answer that goes on from the assistant's last message.
    PREFILL,
    /// Tools.
    TOOLS,
    /// That some tool, or a certain one, is called.
    FORCED_CALLS,
    /// That no more than one tool is called in a turn.
    SERIAL_CALLS,
    /// That arguments of calls obey their schema.
    STRICT_TOOLS,
    /// That prompts are kept up to a point.
    CACHE_POINTS,
    /// Nothing: prompts that begin alike are read once, without being asked for.
    KEPT_PREFIXES,
    /// Images that lie at an address.
    LINKED_IMAGES,
    /// Documents that lie at an address.
    LINKED_DOCUMENTS,
    IMAGES,
    DOCUMENTS,
    AUDIO,
    VIDEO,
    /// Files that the provider keeps.
    STORED_FILES,
    /// Images in what tools have answered.
    IMAGES_OF_TOOLS
  }

  /// What an answer can be held to.
  public enum Shape {
    /// Any JSON object.
    OBJECT,
    /// A JSON Schema.
    SCHEMA,
    REGEX,
    CHOICE,
    GRAMMAR,
    /// Any other form of the vocabulary, as tags around schemas.
    STRUCTURE
  }

  /// What models do whatever they are told of thinking.
  public enum Will {
    /// Nothing of their own: they do as they are told, where they can be told.
    TOLD,
    /// Think. Who is told not to thinks as little as it can.
    ALWAYS,
    /// Answer without a thought.
    NEVER
  }

  /// How much say a request has in thinking.
  ///
  /// @param switched whether it can be turned on and off
  /// @param efforts the degrees that there are words for
  /// @param budget whether it can be limited by tokens
  /// @param replay whether it goes back in later turns, unless it is signed
  /// @param apart what cannot be asked for at the same time
  /// @param will what models do whatever they are told
  public record Thinking(
      boolean switched,
      Set<Effort> efforts,
      boolean budget,
      Replay replay,
      Apart apart,
      Will will) {
    public Thinking {
      efforts = Set.copyOf(efforts);
    }

    /// Models that never think.
    public static Thinking never() {
      return new Thinking(false, Set.of(), false).willing(Will.NEVER);
    }

    /// The same of models with another will.
    public Thinking willing(Will other) {
      return new Thinking(switched, efforts, budget, replay, apart, other);
    }

    /// The same where other things do not go together with it.
    public Thinking apart(Apart other) {
      return new Thinking(switched, efforts, budget, replay, other, will);
    }

    /// The same where thoughts go back, or do not.
    public Thinking replaying(Replay other) {
      return new Thinking(switched, efforts, budget, other, apart, will);
    }

    /// Whether an answer without any can be had.
    public boolean stops() {
      return switch (will) {
        case TOLD -> switched;
        case ALWAYS -> false;
        case NEVER -> true;
      };
    }

    /// One in which thoughts may go back.
    public Thinking(boolean switched, Set<Effort> efforts, boolean budget) {
      this(switched, efforts, budget, Replay.WELCOME, Apart.nothing(), Will.TOLD);
    }

    /// All that the vocabulary can say.
    public static Thinking full() {
      return new Thinking(true, EnumSet.allOf(Effort.class), true);
    }
  }

  /// What does not go together with thinking.
  ///
  /// @param asks what counts for more than thinking
  /// @param forms whether a form that the answer is held to counts for more, too
  /// @param parameters what counts for less, with the values that may be asked for all the same
  public record Apart(Set<Ask> asks, boolean forms, Map<Parameter, Parameter.Span> parameters) {
    public Apart {
      asks = Set.copyOf(asks);
      parameters = Map.copyOf(parameters);
    }

    /// All goes together.
    public static Apart nothing() {
      return new Apart(Set.of(), false, Map.of());
    }
  }

  /// The engine in this process: the vocabulary, but nothing that is no text, and no degrees of
  /// thinking.
  public static Means engine() {
    var asks = EnumSet.allOf(Ask.class);
    asks.removeAll(
        EnumSet.of(
            Ask.CACHE_POINTS,
            Ask.LINKED_IMAGES,
            Ask.LINKED_DOCUMENTS,
            Ask.IMAGES,
            Ask.DOCUMENTS,
            Ask.AUDIO,
            Ask.VIDEO,
            Ask.STORED_FILES,
            Ask.IMAGES_OF_TOOLS));
    return new Means(
        EnumSet.allOf(Parameter.class),
        Map.of(),
        asks,
        EnumSet.allOf(Shape.class),
        new Thinking(true, Set.of(), false),
        Optional.of(Set.of()),
        Set.of());
  }

  /// A server that speaks OpenAI's Chat Completions and everything that others have added to it.
  public static Means chat() {
    var asks = EnumSet.allOf(Ask.class);
    asks.removeAll(
        EnumSet.of(
            Ask.TEXT_PROMPTS,
            Ask.TOKEN_PROMPTS,
            Ask.CACHE_POINTS,
            Ask.KEPT_PREFIXES,
            Ask.LINKED_DOCUMENTS));
    return new Means(
        EnumSet.allOf(Parameter.class),
        Map.of(),
        asks,
        EnumSet.allOf(Shape.class),
        Thinking.full(),
        Optional.empty(),
        Set.of());
  }

  /// This, of every model.
  @Override
  public Means of(String model) {
    return this;
  }

  /// Whether that can be asked for.
  public boolean has(Ask ask) {
    return asks.contains(ask);
  }

  /// The same without words for some parameters.
  public Means without(Set<Parameter> lacking) {
    var left = EnumSet.noneOf(Parameter.class);
    left.addAll(parameters);
    left.removeAll(lacking);
    return new Means(left, spans, asks, shapes, thinking, extras, makers);
  }

  /// The same where a parameter must lie between two values.
  public Means within(Parameter parameter, Parameter.Span span) {
    var all = new EnumMap<Parameter, Parameter.Span>(Parameter.class);
    all.putAll(spans);
    all.put(parameter, span);
    return new Means(parameters, all, asks, shapes, thinking, extras, makers);
  }

  /// The same where just this can be asked for beside parameters.
  public Means asking(Set<Ask> others) {
    return new Means(parameters, spans, others, shapes, thinking, extras, makers);
  }

  /// The same where answers can be held to just this.
  public Means shaping(Set<Shape> others) {
    return new Means(parameters, spans, asks, others, thinking, extras, makers);
  }

  /// The same with another say in thinking.
  public Means thinking(Thinking other) {
    return new Means(parameters, spans, asks, shapes, other, extras, makers);
  }

  /// The same with words for just these fields of OpenAI's.
  public Means knowing(Set<String> fields) {
    return new Means(parameters, spans, asks, shapes, thinking, Optional.of(fields), makers);
  }

  /// The same where signatures of these makers are understood.
  public Means reading(Set<String> others) {
    return new Means(parameters, spans, asks, shapes, thinking, extras, others);
  }

  /// Whether a model there wants back what it thought in earlier turns and nobody signed.
  public Replay replay() {
    return thinking.replay();
  }

  /// The same where such thoughts go back, or do not.
  public Means replaying(Replay other) {
    return thinking(thinking.replaying(other));
  }
}
