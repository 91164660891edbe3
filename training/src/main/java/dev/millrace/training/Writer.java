package dev.millrace.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes up words, names, sentences and the like, and fills the `{slots}` of a template with them.
final class Writer {
  private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
  private static final List<String> OPENINGS =
      List.of(
          "b", "bl", "br", "c", "ch", "cl", "cr", "d", "dr", "f", "fl", "fr", "g", "gl", "gr", "h",
          "j", "k", "l", "m", "n", "p", "ph", "pl", "pr", "qu", "r", "s", "sc", "sh", "sk", "sl",
          "sm", "sn", "sp", "st", "str", "sw", "t", "th", "tr", "tw", "v", "w", "wh", "y", "z", "",
          "", "");
  private static final List<String> VOWELS =
      List.of(
          "a", "e", "i", "o", "u", "a", "e", "i", "o", "u", "ai", "ea", "ee", "oo", "ou", "ie",
          "io", "oa", "y");
  private static final List<String> CLOSINGS =
      List.of(
          "", "", "", "b", "ck", "d", "ff", "g", "l", "ll", "m", "n", "nd", "ng", "nt", "p", "r",
          "rd", "rt", "s", "ss", "st", "t", "tch", "th", "x", "z", "le", "er", "or", "on", "in",
          "ing", "ed", "al", "ic", "et");
  private static final List<String> JOINTS =
      List.of(
          "the", "a", "and", "of", "in", "to", "with", "for", "is", "was", "on", "that", "it", "as",
          "at", "by", "from", "are", "not", "they", "his", "her", "we", "or", "have", "this",
          "will", "would", "which");
  private static final List<String> STATES =
      List.of(
          "Texas",
          "California",
          "Ohio",
          "Bavaria",
          "Catalonia",
          "Scotland",
          "Wales",
          "Sicily",
          "Normandy",
          "Ontario",
          "Quebec",
          "Queensland",
          "Atlantis",
          "Narnia",
          "Mars",
          "the moon",
          "Europe",
          "Africa",
          "Asia",
          "Westeros",
          "Wonderland",
          "Florida",
          "Alaska",
          "Hawaii",
          "Siberia",
          "Tuscany",
          "Mordor",
          "Gondor",
          "the ocean",
          "the internet",
          "my country",
          "your country",
          "the universe",
          "the Roman Empire",
          "Bohemia");
  private static final List<String> LANGUAGES =
      List.of(
          "French",
          "German",
          "Spanish",
          "Italian",
          "Norwegian",
          "Swedish",
          "Japanese",
          "Chinese",
          "Korean",
          "Arabic",
          "Russian",
          "Portuguese",
          "Dutch",
          "Polish",
          "Turkish",
          "Hindi",
          "Greek",
          "Latin",
          "Finnish");
  private static final List<String> CODES =
      List.of(
          "Java",
          "Python",
          "C",
          "C++",
          "Rust",
          "Go",
          "JavaScript",
          "TypeScript",
          "Kotlin",
          "Ruby",
          "SQL",
          "Bash");
  private static final List<String> TASKS =
      List.of(
          "reverse a string",
          "sort a list",
          "add two numbers",
          "read a file",
          "find the largest number",
          "compute the factorial",
          "print hello world",
          "parse JSON",
          "call an API",
          "remove duplicates",
          "check if a number is prime",
          "count words",
          "draw a circle",
          "open a socket",
          "merge two arrays");
  private static final List<String> SNIPPETS =
      List.of(
          "def f(x):\n    return x + 1",
          "for (int i = 0; i < 10; i++) { sum += i; }",
          "print(\"hello\")",
          "SELECT * FROM users WHERE id = 7;",
          "{\"id\": 1, \"name\": \"test\"}",
          "<p>Hello</p>",
          "x = [1, 2, 3]",
          "public static void main(String[] args) {}",
          "console.log('ok');",
          "let y = foo(bar);",
          "import os",
          "curl -X POST http://localhost:8080/v1/models",
          "git commit -m \"fix\"",
          "a && b || !c",
          "{\"a\": [1, 2]}",
          "Exception in thread \"main\" java.lang.NullPointerException",
          "while True:\n    pass",
          "key: value\nlist:\n- a");
  private static final List<String> SCRIPTS =
      List.of(
          "abcdefghijklmnopqrstuvwxyzäöüåøæñéèçß",
          "абвгдежзиклмнопрстуфхцчшыьэюя",
          "αβγδεζηθικλμνξοπρστυφχψω",
          "日本語中国東京天気今人大山水火木金土",
          "あいうえおかきくけこさしすせそアイウエオ",
          "가나다라마바사아자차카타파하",
          "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
          "אבגדהוזחטיכלמנסעפצקרשת",
          "कखगघचछजझटठडढणतथदधन");
  private static final List<String> PICTURES =
      List.of("😀", "🎉", "🚀", "❤️", "👍", "🌍", "✅", "🔥", "🙏", "☀️");

  private final Sources sources;

  Writer(Sources sources) {
    this.sources = sources;
  }

  Sources sources() {
    return sources;
  }

  /// The template with every slot filled.
  String fill(String template, Chance chance) {
    return SLOT.matcher(template)
        .replaceAll(slot -> Matcher.quoteReplacement(slot(slot.group(1), chance)));
  }

  private String slot(String name, Chance chance) {
    return switch (name) {
      case "topic" -> topic(chance);
      case "word" -> chance.odds(0.6) ? chance.pick(sources.words()) : pseudo(chance);
      case "pseudo" -> capitalised(pseudo(chance));
      case "name" -> name(chance);
      case "country" -> chance.pick(sources.capitals()).left();
      case "capital" -> chance.pick(sources.capitals()).right();
      case "place" -> place(chance);
      case "state" -> chance.pick(STATES);
      case "language" -> chance.pick(LANGUAGES);
      case "code" -> chance.pick(CODES);
      case "task" -> chance.pick(TASKS);
      case "snippet" -> chance.pick(SNIPPETS);
      case "number" -> number(chance);
      case "text" -> sentence(chance);
      case "longtext" -> longText(chance);
      case "gibberish" -> gibberish(chance);
      default -> throw new IllegalArgumentException("no such slot: " + name);
    };
  }

  private String topic(Chance chance) {
    return switch (chance.below(10)) {
      case 0 -> pseudo(chance);
      case 1 -> chance.pick(sources.words());
      case 2 -> chance.pick(sources.words()) + " " + chance.pick(sources.words());
      case 3 -> "the " + chance.pick(sources.words());
      default -> chance.pick(sources.topics());
    };
  }

  String language(Chance chance) {
    return chance.pick(LANGUAGES);
  }

  /// A place: a known one, a capital, or a made-up one.
  String place(Chance chance) {
    return switch (chance.below(5)) {
      case 0 -> chance.pick(sources.capitals()).right();
      case 1, 2 -> chance.pick(sources.places());
      case 3 -> capitalised(pseudo(chance));
      default ->
          chance.odds(0.5)
              ? capitalised(pseudo(chance)) + " " + capitalised(pseudo(chance))
              : chance.pick("San ", "Saint ", "New ", "Port ", "El ", "North ", "Las ")
                  + capitalised(pseudo(chance));
    };
  }

  String name(Chance chance) {
    return chance.odds(0.5)
        ? chance.pick(
            "Anna", "Ben", "Carla", "David", "Emma", "Frank", "Grace", "Henry", "Ida", "John",
            "Kari", "Lars", "Maria", "Nina", "Ola", "Peter", "Rosa", "Sam", "Tom", "Vera", "Alice",
            "Bob")
        : capitalised(pseudo(chance));
  }

  /// A word that looks like one but need not be, never one kept for measuring.
  String pseudo(Chance chance) {
    while (true) {
      var word = new StringBuilder();
      int syllables = chance.pick(1, 1, 2, 2, 2, 3, 3, 4);
      for (int i = 0; i < syllables; i++) {
        word.append(chance.pick(OPENINGS)).append(chance.pick(VOWELS));
        if (i == syllables - 1 || chance.odds(0.3)) {
          word.append(chance.pick(CLOSINGS));
        }
      }
      if (word.length() > 1 && !sources.unseenWords().contains(word.toString())) {
        return word.toString();
      }
    }
  }

  /// Pieces of known words put together, so that every token is met.
  String spliced(Chance chance) {
    while (true) {
      var word = new StringBuilder();
      int pieces = chance.between(1, 3);
      for (int i = 0; i < pieces; i++) {
        var from = chance.pick(sources.words());
        int start = chance.below(from.length());
        word.append(from, start, Math.min(from.length(), start + chance.between(2, 5)));
      }
      if (!sources.unseenWords().contains(word.toString())) {
        return word.toString();
      }
    }
  }

  /// The word with one of its letters twice in a row.
  String doubled(String word, Chance chance) {
    int at = chance.below(word.length());
    var changed = word.substring(0, at + 1) + word.substring(at);
    return sources.unseenWords().contains(changed) ? word : changed;
  }

  /// Letters without sense.
  String letters(Chance chance, int least, int most) {
    int length = chance.between(least, most);
    var word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + chance.below(26)));
    }
    return word.toString();
  }

  String number(Chance chance) {
    return switch (chance.below(6)) {
      case 0 -> String.valueOf(chance.below(10));
      case 1, 2 -> String.valueOf(chance.below(100));
      case 3 -> String.valueOf(chance.below(10_000));
      case 4 -> chance.below(1000) + "." + chance.below(100);
      default -> String.valueOf(chance.between(1900, 2030));
    };
  }

  /// A word in another script, or a picture.
  String foreign(Chance chance) {
    if (chance.odds(0.2)) {
      return chance.pick(PICTURES);
    }
    var script = chance.pick(SCRIPTS);
    var word = new StringBuilder();
    int length = chance.between(2, 6);
    for (int i = 0; i < length; i++) {
      word.append(script.charAt(chance.below(script.length())));
    }
    return word.toString();
  }

  String sentence(Chance chance) {
    var words = new ArrayList<String>();
    int count = chance.between(3, 14);
    for (int i = 0; i < count; i++) {
      double kind = chance.unit();
      words.add(
          kind < 0.35
              ? chance.pick(JOINTS)
              : kind < 0.85 ? chance.pick(sources.words()) : pseudo(chance));
    }
    return capitalised(String.join(" ", words)) + chance.pick(".", ".", ".", "", "!", "?");
  }

  private String longText(Chance chance) {
    var sentences = new ArrayList<String>();
    int count = chance.between(4, 14);
    for (int i = 0; i < count; i++) {
      sentences.add(sentence(chance));
    }
    return String.join(chance.pick(" ", " ", "\n", "\n\n"), sentences);
  }

  private String gibberish(Chance chance) {
    var words = new ArrayList<String>();
    int count = chance.between(1, 6);
    for (int i = 0; i < count; i++) {
      words.add(
          switch (chance.below(5)) {
            case 0 -> letters(chance, 1, 12);
            case 1 -> pseudo(chance);
            case 2 -> number(chance);
            case 3 -> foreign(chance);
            default ->
                chance.pick(
                    "!!", "?!", "...", "$", "#", "@", "%&", "---", "()", "[]", "{}", "<>", "\\",
                    "/", "~");
          });
    }
    return String.join(chance.pick(" ", " ", ""), words);
  }

  static String capitalised(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
