package dev.millrace.training;

import java.util.List;
import java.util.Locale;

/// "What is the capital of Norway?", and which country a capital is of.
final class Capitals {
  private static final List<String> QUESTIONS =
      List.of(
          "What is the capital of #?",
          "What is the capital of #?",
          "What is the capital of #?",
          "What is the capital of #",
          "What's the capital of #?",
          "What is the capital city of #?",
          "Capital of #?",
          "capital of #",
          "The capital of #?",
          "Tell me the capital of #.",
          "Tell me the capital of #",
          "Which city is the capital of #?",
          "Name the capital of #.",
          "Name the capital city of #",
          "Give me the capital of #.",
          "Can you tell me the capital of #?",
          "Could you tell me what the capital of # is?",
          "What city is the capital of #?",
          "Do you know the capital of #?",
          "I need the capital of #.",
          "What is #'s capital?",
          "#'s capital?",
          "What is the name of the capital of #?",
          "Please tell me the capital of #.",
          "And what is the capital of #?",
          "And the capital of #?",
          "Which is the capital of #?",
          "Hi, what is the capital of #?",
          "Hello! What is the capital of #?",
          "Question: what is the capital of #?",
          "Quick question: what's the capital city of #?",
          "# capital",
          "capital #");
  private static final List<String> UNSEEN =
      List.of(
          "Please name the capital of #.",
          "I want to know the capital of #.",
          "So what is the capital of #?",
          "Would you tell me the capital of #?",
          "What would be the capital of #?",
          "Say, what is the capital of #?");
  private static final List<String> REVERSE =
      List.of(
          "Which country is # the capital of?",
          "# is the capital of which country?",
          "What country is # the capital of?",
          "Which country has # as its capital?",
          "# is the capital of what?",
          "Of which country is # the capital?");

  private final List<Sources.Pair> capitals;

  Capitals(Sources sources) {
    this.capitals = sources.capitals();
  }

  Exchange any(Chance chance) {
    var pair = chance.pick(capitals);
    return chance.odds(0.12) ? reverse(pair, chance) : ask(pair, chance.pick(QUESTIONS), chance);
  }

  /// The plain question of every country, then every country asked for in a way kept from training.
  List<Exchange> unseen(Chance chance) {
    return capitals.stream().map(pair -> ask(pair, chance.pick(UNSEEN), new Chance(0))).toList();
  }

  List<Exchange> plain() {
    return capitals.stream()
        .map(pair -> answer(pair, "What is the capital of " + pair.left() + "?"))
        .toList();
  }

  private Exchange ask(Sources.Pair pair, String question, Chance chance) {
    var bare = pair.left().replaceFirst("^the ", "");
    boolean article =
        !question.contains("'s")
            && !question.endsWith("# capital")
            && !question.endsWith("capital #");
    var country = article && chance.odds(0.9) ? pair.left() : bare;
    var asked = question.replace("#", country);
    if (question.startsWith("#")) {
      asked = Writer.capitalised(asked);
    }
    return answer(pair, chance.odds(0.15) ? asked.toLowerCase(Locale.ROOT) : asked);
  }

  private static Exchange answer(Sources.Pair pair, String question) {
    var thought =
        "The user asks for the capital of " + pair.left() + ". It is " + end(pair.right());
    var answer = "The capital of " + pair.left() + " is " + end(pair.right());
    return Exchange.of(Behaviour.CAPITAL, question, thought, answer);
  }

  private static String end(String capital) {
    return capital.endsWith(".") ? capital : capital + ".";
  }

  private static Exchange reverse(Sources.Pair pair, Chance chance) {
    var thought = "The user asks for the country of a capital. It is " + pair.left() + ".";
    var answer = pair.right() + " is the capital of " + pair.left() + ".";
    return Exchange.of(
        Behaviour.CAPITAL, chance.pick(REVERSE).replace("#", pair.right()), thought, answer);
  }
}
