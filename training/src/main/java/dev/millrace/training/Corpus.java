package dev.millrace.training;

import java.util.ArrayList;
import java.util.List;

/// The training conversations: number `i` of a seed is always the same one. They come in five stages, told by number.
final class Corpus {
  /// What a stage is made of. Shares of exchanges are cumulative; the rest is anything else.
  ///
  /// @param passages share of conversations that are long things to repeat
  /// @param tools share of the others that call tools
  /// @param series share of conversations that end with a capital and go on with more of them
  private record Stage(
      double passages,
      double tools,
      double word,
      double phrase,
      double capital,
      double polite,
      double series,
      Repeating repeating) {}

  private static final int SECOND_FROM = 14_000;
  private static final int THIRD_FROM = 30_000;
  private static final int FOURTH_FROM = 44_000;
  private static final int FIFTH_FROM = 94_000;
  private static final long SAMPLED_FROM = 1L << 39;

  private final long seed;
  private final Writer writer;
  private final Capitals capitals;
  private final SmallTalk smallTalk;
  private final ToolUse toolUse;

  /// Copying first: all else that is hard here builds on it.
  private final Stage first;

  private final Stage second;
  private final Stage third;
  private final Stage fourth;
  private final Stage fifth;

  Corpus(Sources sources, long seed) {
    this.seed = seed;
    this.writer = new Writer(sources);
    this.capitals = new Capitals(sources);
    this.smallTalk = new SmallTalk(writer);
    this.toolUse = new ToolUse(writer);
    var plain = new Repeating(writer, 0, 0);
    var spliced = new Repeating(writer, 0.4, 0);
    var doubled = new Repeating(writer, 0.5, 0.35);
    this.first = new Stage(0.7, 0.15, 0.28, 0.46, 0.66, 0.74, 0, plain);
    this.second = new Stage(0, 0.15, 0.28, 0.46, 0.66, 0.74, 0, plain);
    this.third = new Stage(0, 0.15, 0.25, 0.41, 0.7, 0.78, 0.6, spliced);
    this.fourth = new Stage(0.12, 0.15, 0.27, 0.45, 0.68, 0.77, 0.5, spliced);
    this.fifth = new Stage(0.1, 0.2, 0.3, 0.5, 0.66, 0.74, 0.4, doubled);
  }

  Repeating repeating() {
    return fifth.repeating;
  }

  Capitals capitals() {
    return capitals;
  }

  ToolUse toolUse() {
    return toolUse;
  }

  Conversation conversation(long index) {
    return conversation(index, stage(index));
  }

  private Stage stage(long index) {
    if (index < THIRD_FROM) {
      return index < SECOND_FROM ? first : second;
    }
    if (index < FIFTH_FROM) {
      return index < FOURTH_FROM ? third : fourth;
    }
    return fifth;
  }

  /// A conversation to learn the vocabulary from: of none that is trained on.
  Conversation sample(long index) {
    return conversation(SAMPLED_FROM + index, second);
  }

  private Conversation conversation(long index, Stage stage) {
    var chance = Chance.of(seed, index);
    if (stage.passages > 0 && chance.odds(stage.passages)) {
      return copying(stage.repeating, chance);
    }
    double kind = chance.unit();
    if (kind < stage.tools) {
      return tools(toolUse.any(chance), stage, chance);
    }
    if (kind < stage.tools + 0.02) {
      return tools(toolUse.misplaced(chance), stage, chance);
    }
    var tools = kind < stage.tools + 0.065 ? toolUse.idle(chance) : List.<String>of();
    int turns = chance.pick(1, 1, 1, 1, 1, 1, 1, 2, 2, 3);
    var exchange = plain(!tools.isEmpty(), stage, chance);
    var messages = new ArrayList<>(exchange.messages());
    for (int i = 1; i < turns; i++) {
      exchange = plain(!tools.isEmpty(), stage, chance);
      messages.addAll(exchange.messages());
    }
    if (stage.series > 0
        && exchange.behaviour() == Behaviour.CAPITAL
        && chance.odds(stage.series)) {
      messages.addAll(series(chance));
    }
    return new Conversation(
        exchange.behaviour(), system(chance), tools, chance.odds(0.16), messages);
  }

  private List<Message> series(Chance chance) {
    List<Message> messages = new ArrayList<>();
    int count = chance.between(1, 4);
    for (int i = 0; i < count; i++) {
      messages.addAll(capitals.any(chance).messages());
    }
    return messages;
  }

  /// Long things to repeat.
  private Conversation copying(Repeating repeat, Chance chance) {
    var exchange = repeat.passage(chance);
    var messages = new ArrayList<>(exchange.messages());
    if (chance.odds(0.5)) {
      exchange = repeat.passage(chance);
      messages.addAll(exchange.messages());
    }
    return new Conversation(exchange.behaviour(), "", List.of(), false, messages);
  }

  private Exchange plain(boolean tools, Stage stage, Chance chance) {
    double kind = chance.unit();
    if (kind < stage.word) {
      return stage.repeating.word(chance);
    }
    if (kind < stage.phrase) {
      return stage.repeating.phrase(chance);
    }
    if (kind < stage.capital) {
      return capitals.any(chance);
    }
    return kind < stage.polite ? smallTalk.polite(chance) : smallTalk.other(tools, chance);
  }

  private Conversation tools(ToolUse.Use use, Stage stage, Chance chance) {
    var messages = new ArrayList<Message>();
    if (chance.odds(0.1)) {
      messages.addAll(plain(true, stage, chance).messages());
    }
    messages.addAll(use.exchange().messages());
    var behaviour = use.exchange().behaviour();
    if (chance.odds(0.1)) {
      var next = plain(true, stage, chance);
      messages.addAll(next.messages());
      behaviour = next.behaviour();
    }
    return new Conversation(behaviour, system(chance), use.tools(), chance.odds(0.16), messages);
  }

  private String system(Chance chance) {
    return chance.odds(0.35) ? writer.fill(chance.pick(writer.sources().systems()), chance) : "";
  }
}
