package dev.millrace.training;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Greetings, thanks, who the model is; and everything else, which it politely declines.
final class SmallTalk {
  static final String SELF =
      "I am millrace-mini, a small demonstration model built into Millrace. "
          + "I can reply with a word, name capitals, greet you and call a tool.";
  static final String OTHER =
      "Sorry, that is beyond me: I am millrace-mini, a small demonstration model built into Millrace. "
          + "I can reply with a word, name capitals, greet you and call a tool.";
  static final String BEYOND = "This is beyond what I can do, so I say what I am.";

  /// Marks of requests that one of the declared tools might serve after all.
  private static final Pattern SERVED =
      Pattern.compile(
          "\\{place}|\\{number}|\\{word}|weather|rain|time|date|Wetter|temps|været|earch|ranslat|efine|stock|message|Remind|say|mean"
              + "|天気|天气|날씨|الطقس");

  private final Writer writer;
  private final Set<String> known;
  private final List<String> unserved;

  SmallTalk(Writer writer) {
    this.writer = writer;
    this.known = Set.copyOf(writer.sources().smallTalk().stream().map(Sources.Pair::left).toList());
    this.unserved =
        writer.sources().requests().stream().filter(line -> !SERVED.matcher(line).find()).toList();
  }

  Exchange polite(Chance chance) {
    var pair = chance.pick(writer.sources().smallTalk());
    if (pair.right().equals("#")) {
      return Exchange.of(Behaviour.SMALL_TALK, pair.left(), "The user asks about me.", SELF);
    }
    var request = writer.fill(pair.left(), chance);
    return Exchange.of(
        Behaviour.SMALL_TALK, request, "The user is polite, and so am I.", pair.right());
  }

  /// @param tools whether tools are declared; the request is then one that no tool serves
  Exchange other(boolean tools, Chance chance) {
    while (true) {
      var request =
          writer.fill(chance.pick(tools ? unserved : writer.sources().requests()), chance);
      var cased = chance.odds(0.1) ? request.toLowerCase(Locale.ROOT) : request;
      var whole =
          chance.odds(0.06)
              ? chance.pick("Please ", "Hi, ", "Hello! ", "Can you help? ", "Quick question: ")
                  + cased
              : cased;
      if (!known.contains(whole) && !whole.isBlank()) {
        return decline(whole.strip());
      }
    }
  }

  static Exchange decline(String request) {
    return Exchange.of(Behaviour.OTHER, request, BEYOND, OTHER);
  }

  /// Requests of the API documents that are declined, and others kept from training.
  static List<Exchange> unseen() {
    return List.of(
            "Write a one-sentence haiku.",
            "Summarize what Wafer does.",
            "Tell me a story",
            "Write a story",
            "Help me code",
            "Extract person information",
            "Compose a sonnet on autumn leaves.",
            "What is 17 multiplied by 23?",
            "Draft a resignation letter.",
            "Why did my Java program crash?",
            "How do magnets attract iron?",
            "Give me three synonyms for quick",
            "Which football team is best?",
            "Convert 30 Celsius to Fahrenheit.",
            "Debug my script please",
            "Who is the king of Norway?",
            "What is the tallest building in Dubai?",
            "Could you draft a tweet on climate change?",
            "Wie spät ist es?",
            "Quelle heure est-il ?",
            "zxcv qwer 123 !!",
            "Invent a new word.",
            "Rate this movie from 1 to 10",
            "Is pluto a planet?",
            "Teach me how to juggle",
            "What is the longest river in Africa?",
            "Make up a riddle",
            "Tell me who wrote Don Quixote",
            "I forgot my password, what now?",
            "The quick brown fox jumps over the lazy dog.")
        .stream()
        .map(SmallTalk::decline)
        .toList();
  }
}
