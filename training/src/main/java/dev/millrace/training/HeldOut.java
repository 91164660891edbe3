package dev.millrace.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The sets of conversations to measure with.
final class HeldOut {
  private static final String HELPFUL = "You are a helpful assistant.";

  private final Corpus corpus;
  private final Chance chance = new Chance(77);
  private final Map<String, List<Conversation>> sets = new LinkedHashMap<>();
  private final Sources sources = Sources.read();

  HeldOut(Corpus corpus) {
    this.corpus = corpus;
  }

  Map<String, List<Conversation>> sets() {
    var repeating = corpus.repeating();
    var unseen = sources.unseenWords();
    add("documents' examples", documents());
    add(
        "one unseen word",
        unseen.stream()
            .flatMap(word -> IntStream.range(0, 2).mapToObj(_ -> repeating.word(word, chance)))
            .toList());
    add(
        "one unseen word, asked in an unseen way",
        unseen.stream().map(word -> repeating.unseenWay(word, chance)).toList());
    add("2 or 3 unseen words", phrases(2, 3));
    add("4 or 5 unseen words", phrases(4, 5));
    add("capitals, plain question", corpus.capitals().plain());
    add("capitals, asked in an unseen way", corpus.capitals().unseen(chance));
    add(
        "small talk",
        sources.smallTalk().stream()
            .filter(pair -> !pair.left().contains("{"))
            .map(this::polite)
            .toList());
    add("anything else, unseen", SmallTalk.unseen());
    thinking();
    tools();
    corpusSample();
    return sets;
  }

  private List<Exchange> documents() {
    return List.of(
        Exchange.of(
            Behaviour.REPEAT_WORD,
            "Reply with the single word: ready.",
            Repeating.THOUGHT,
            "ready"),
        Exchange.of(Behaviour.REPEAT_WORD, "Reply with exactly: ok", Repeating.THOUGHT, "ok"),
        Exchange.of(
            Behaviour.CAPITAL,
            "What is the capital of Norway?",
            "",
            "The capital of Norway is Oslo."),
        Exchange.of(Behaviour.SMALL_TALK, "Hello!", "", "Hello! How can I help you today?"),
        Exchange.of(
            Behaviour.SMALL_TALK,
            "Hello, how are you?",
            "",
            "Hello! I am well, thank you. How can I help you today?"),
        SmallTalk.decline("Write a one-sentence haiku."),
        SmallTalk.decline("Summarize what Wafer does."),
        SmallTalk.decline("Tell me a story"),
        SmallTalk.decline("Write a story"),
        SmallTalk.decline("Help me code"));
  }

  private Exchange polite(Sources.Pair pair) {
    var answer = pair.right().equals("#") ? SmallTalk.SELF : pair.right();
    return Exchange.of(Behaviour.SMALL_TALK, pair.left(), "", answer);
  }

  private List<Exchange> phrases(int least, int most) {
    return IntStream.range(0, 150)
        .mapToObj(_ -> corpus.repeating().phrase(words(chance.between(least, most)), chance))
        .toList();
  }

  private String words(int count) {
    return IntStream.range(0, count)
        .mapToObj(_ -> chance.pick(sources.unseenWords()))
        .collect(Collectors.joining(" "));
  }

  private void add(String name, List<Exchange> exchanges) {
    List<Conversation> conversations = new ArrayList<>();
    for (var exchange : exchanges) {
      conversations.add(
          new Conversation(exchange.behaviour(), "", List.of(), false, exchange.messages()));
      if (name.startsWith("documents")) {
        conversations.add(
            new Conversation(exchange.behaviour(), HELPFUL, List.of(), false, exchange.messages()));
      }
    }
    sets.put(name, conversations);
  }

  private void thinking() {
    List<Exchange> exchanges = new ArrayList<>();
    sources.unseenWords().forEach(word -> exchanges.add(corpus.repeating().word(word, chance)));
    exchanges.addAll(corpus.capitals().plain().subList(0, 60));
    exchanges.addAll(SmallTalk.unseen());
    sets.put(
        "thinking, then the answer",
        exchanges.stream()
            .map(e -> new Conversation(e.behaviour(), "", List.of(), true, e.messages()))
            .toList());
  }

  private void tools() {
    List<Conversation> calls = new ArrayList<>();
    List<Conversation> ways = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      var place = chance.pick(sources.unseenPlaces());
      calls.add(
          tool(corpus.toolUse().weather(chance.pick(Task.WEATHER.questions()), place, chance)));
      ways.add(tool(corpus.toolUse().weather(chance.pick(Task.UNSEEN_WEATHER), place, chance)));
    }
    sets.put("weather tool, unseen places", calls);
    sets.put("weather tool, unseen places and questions", ways);
    sets.put("documents' tool", List.of(tool(documentsTool())));
    sets.put(
        "any tool",
        IntStream.range(0, 100).mapToObj(_ -> tool(corpus.toolUse().any(chance))).toList());
    List<Conversation> idle = new ArrayList<>();
    for (var exchange : corpus.capitals().plain().subList(60, 120)) {
      idle.add(
          new Conversation(
              exchange.behaviour(), "", corpus.toolUse().idle(chance), false, exchange.messages()));
    }
    for (var word : sources.unseenWords()) {
      var exchange = corpus.repeating().word(word, chance);
      idle.add(
          new Conversation(
              exchange.behaviour(), "", corpus.toolUse().idle(chance), false, exchange.messages()));
    }
    sets.put("a tool that is not needed", idle);
  }

  private static ToolUse.Use documentsTool() {
    var declared =
        "{\"type\": \"function\", \"function\": {\"name\": \"get_weather\", \"description\": \"Get weather information\", "
            + "\"parameters\": {\"type\": \"object\", \"properties\": {\"location\": {\"type\": \"string\"}, \"unit\": {\"type\": \"string\", "
            + "\"enum\": [\"celsius\", \"fahrenheit\"]}}, \"required\": [\"location\"]}}}";
    var call = new Message.Call("get_weather", "{\"location\": \"San Francisco\"}");
    List<Message> messages =
        List.of(
            new Message.User("What is the weather in San Francisco?"),
            new Message.Calls("", List.of(call)));
    return new ToolUse.Use(new Exchange(Behaviour.TOOL_CALL, messages), List.of(declared));
  }

  private static Conversation tool(ToolUse.Use use) {
    return new Conversation(
        use.exchange().behaviour(), "", use.tools(), false, use.exchange().messages());
  }

  /// Fresh conversations of the corpus itself, far beyond those trained on.
  private void corpusSample() {
    var byBehaviour = new TreeMap<Behaviour, List<Conversation>>();
    for (int i = 0; i < 600; i++) {
      var conversation = corpus.conversation((1L << 40) + i);
      byBehaviour
          .computeIfAbsent(conversation.behaviour(), _ -> new ArrayList<>())
          .add(conversation);
    }
    byBehaviour.forEach((behaviour, list) -> sets.put("fresh from the corpus: " + behaviour, list));
  }
}
