package dev.millrace.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// "Reply with exactly: ok" and its kin. What is asked for is anything at all, so that the model learns to copy.
///
/// A full stop after an unquoted word is the sentence's and is not repeated; inside quotes, or after several words that
/// follow a colon, it is part of what is asked for.
final class Repeating {
  static final String THOUGHT = "The user wants an exact reply, so I give just that.";

  private static final List<String> VERBS =
      List.of(
          "Reply", "Respond", "Answer", "Say", "Repeat", "Output", "Return", "Print", "Write",
          "Echo", "Type");
  private static final List<String> WITH =
      List.of("Reply with", "Respond with", "Answer with", "Reply with", "Respond with");
  private static final List<String> BEFORE =
      List.of(
          "",
          "",
          "",
          "",
          "",
          "",
          "Please ",
          "Please ",
          "Now ",
          "Just ",
          "Can you ",
          "Could you please ",
          "I want you to ",
          "Your task: ",
          "Hi! Please ",
          "Do not explain. ",
          "Test: ",
          "No other text. ");

  /// One word after a colon; `#` is the word.
  private static final List<String> COLON_WORD =
      List.of(
          "{with} the single word: #",
          "{with} a single word: #",
          "{with} only the word: #",
          "{with} one word: #",
          "{with} exactly one word: #",
          "{with} just the word: #",
          "{with} this word: #",
          "{verb} the word: #",
          "{verb} this one word: #",
          "{verb} only this word: #",
          "{with} the following word: #");

  /// Anything after a colon.
  private static final List<String> COLON =
      List.of(
          "{with} exactly: #",
          "{with} exactly: #",
          "{with} exactly: #",
          "{with} only: #",
          "{with} just: #",
          "{with}: #",
          "{verb} exactly: #",
          "{verb} only: #",
          "{verb}: #",
          "{verb} this: #",
          "{verb} the following: #",
          "{verb} the following text: #",
          "{verb} exactly this: #",
          "{verb} this text exactly: #",
          "Repeat after me: #",
          "{with} this text and nothing else: #",
          "{with} exactly this text: #",
          "Echo back: #",
          "{verb} verbatim: #",
          "{with} the following and nothing else: #",
          "{with} the phrase: #",
          "{verb} this phrase: #",
          "{with} exactly this and nothing more: #",
          "{with} the text: #",
          "{with} exactly:\n#",
          "{verb} this:\n#");

  /// Within the sentence.
  private static final List<String> INSIDE =
      List.of(
          "{with} #",
          "{with} only #",
          "{with} just #",
          "{with} exactly #",
          "{verb} #",
          "{verb} only #",
          "{verb} just #",
          "{verb} exactly #",
          "{with} the word #",
          "{with} the single word #",
          "{verb} the word #",
          "{with} # and nothing else",
          "{verb} # and nothing else",
          "{with} exactly # and nothing else",
          "Only say #",
          "{with} the word # only",
          "{with} # only",
          "Simply say #",
          "Just say #",
          "{verb} # please",
          "Say just #",
          "{with} # if you can read this",
          "{with} # if you understand",
          "{with} the text #",
          "Your answer must be #",
          "{with} one word, #",
          "The only thing to say is #",
          "{with} nothing but #");

  /// Ways of asking that are kept from training.
  private static final List<String> UNSEEN =
      List.of(
          "{with} precisely: #",
          "{with} nothing except: #",
          "{with} this single word: #",
          "Say only this: #",
          "{with} this exact text: #",
          "Now say exactly: #",
          "{with} solely: #",
          "Kindly reply with: #");

  private final Writer writer;
  private final double spliced;
  private final double doubled;

  /// @param spliced share of words that are pieces of real ones
  /// @param doubled share of those that get a double letter: the hardest to copy
  Repeating(Writer writer, double spliced, double doubled) {
    this.writer = writer;
    this.spliced = spliced;
    this.doubled = doubled;
  }

  Exchange word(Chance chance) {
    return word(item(chance), chance);
  }

  /// Asks for this word in one of the trained ways.
  Exchange word(String word, Chance chance) {
    double kind = chance.unit();
    boolean inside = kind >= 0.65;
    var templates = inside ? INSIDE : kind < 0.3 ? COLON_WORD : COLON;
    return ask(Behaviour.REPEAT_WORD, chance.pick(templates), word, inside, chance);
  }

  Exchange unseenWay(String word, Chance chance) {
    return ask(Behaviour.REPEAT_WORD, chance.pick(UNSEEN), word, false, chance);
  }

  Exchange phrase(Chance chance) {
    return phrase(chance.pick(2, 2, 2, 3, 3, 4, 5, 6), chance);
  }

  /// More words than anybody would ask for.
  Exchange passage(Chance chance) {
    return phrase(chance.between(4, 14), chance);
  }

  private Exchange phrase(int count, Chance chance) {
    var words = new ArrayList<String>();
    boolean plain = chance.odds(0.6);
    for (int i = 0; i < count; i++) {
      words.add(plain ? plain(chance) : item(chance));
    }
    if (chance.odds(0.3)) {
      words.set(0, Writer.capitalised(words.getFirst()));
    }
    if (chance.odds(0.15)) {
      words.set(0, words.getFirst() + ",");
    }
    return phrase(String.join(" ", words), chance);
  }

  /// Asks for these words in one of the trained ways.
  Exchange phrase(String words, Chance chance) {
    boolean inside = chance.odds(0.35);
    var template =
        chance
            .pick(inside ? INSIDE : COLON)
            .replace(" one word,", "")
            .replace(" single word", " words");
    var phrase =
        words.length() < 40 && !inside && chance.odds(0.2)
            ? words + chance.pick(".", "!", "?")
            : words;
    return ask(
        Behaviour.REPEAT_PHRASE,
        template.replace("the word #", "the words #"),
        phrase,
        inside,
        chance);
  }

  private Exchange ask(
      Behaviour behaviour, String template, String item, boolean inside, Chance chance) {
    var asked = template.replace("{with}", chance.pick(WITH)).replace("{verb}", chance.pick(VERBS));
    boolean quoted = chance.odds(inside ? 0.45 : 0.2);
    boolean stop = behaviour == Behaviour.REPEAT_WORD || inside || quoted;
    var request =
        asked.replace("#", quoted ? quote(item, chance) : item)
            + (stop && chance.odds(0.35) ? "." : "");
    var before = chance.pick(BEFORE);
    var whole =
        before.endsWith(". ") || before.isEmpty() || before.equals("Test: ")
            ? before + request
            : before + lower(request);
    return Exchange.of(
        behaviour, before.isEmpty() && chance.odds(0.12) ? lower(whole) : whole, THOUGHT, item);
  }

  private static String lower(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  private static String quote(String text, Chance chance) {
    return switch (chance.below(8)) {
      case 0 -> "'" + text + "'";
      case 1 -> "`" + text + "`";
      case 2 -> "“" + text + "”";
      case 3 -> "**" + text + "**";
      default -> "\"" + text + "\"";
    };
  }

  private String plain(Chance chance) {
    if (spliced > 0 && chance.odds(spliced)) {
      var word = writer.spliced(chance);
      return doubled > 0 && chance.odds(doubled) ? writer.doubled(word, chance) : word;
    }
    return chance.odds(0.5) ? chance.pick(writer.sources().words()) : writer.pseudo(chance);
  }

  /// One thing without a space, of any look.
  private String item(Chance chance) {
    var word = plain(chance);
    return switch (chance.below(24)) {
      case 0, 1, 2 -> Writer.capitalised(word);
      case 3, 4 -> word.toUpperCase(Locale.ROOT);
      case 5, 6, 7 -> writer.letters(chance, 1, 9);
      case 8 -> writer.letters(chance, 1, 6).toUpperCase(Locale.ROOT);
      case 9, 10 -> writer.number(chance);
      case 11 -> word + chance.pick("-", "_", "/", "@") + plain(chance);
      case 12 -> word + Writer.capitalised(plain(chance));
      case 13 ->
          writer.letters(chance, 1, 2).toUpperCase(Locale.ROOT)
              + chance.below(1000)
              + writer.letters(chance, 1, 2);
      case 14 -> writer.foreign(chance);
      case 15 ->
          chance.pick(
              "ok", "OK", "yes", "no", "ready", "done", "hello", "hi", "pong", "true", "test",
              "Hello");
      case 16 -> mixedCase(writer.letters(chance, 3, 8), chance);
      default -> word;
    };
  }

  private static String mixedCase(String word, Chance chance) {
    var mixed = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char letter = word.charAt(i);
      mixed.append(chance.odds(0.5) ? Character.toUpperCase(letter) : letter);
    }
    return mixed.toString();
  }
}
