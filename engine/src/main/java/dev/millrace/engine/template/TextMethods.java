package dev.millrace.engine.template;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/// The methods of strings, as in Python.
final class TextMethods {
  private static final Set<String> NAMES =
      Set.of(
          "strip",
          "lstrip",
          "rstrip",
          "startswith",
          "endswith",
          "split",
          "rsplit",
          "splitlines",
          "upper",
          "lower",
          "title",
          "capitalize",
          "replace",
          "find",
          "rfind",
          "index",
          "count",
          "join",
          "isdigit",
          "isalpha",
          "isspace",
          "removeprefix",
          "removesuffix",
          "format");

  private final Budget budget;

  TextMethods(Budget budget) {
    this.budget = budget;
  }

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  Value call(Text self, String name, Given given) {
    budget.steps(1 + self.length() / 64);
    return switch (name) {
      case "strip" -> stripped(self, given, true, true);
      case "lstrip" -> stripped(self, given, true, false);
      case "rstrip" -> stripped(self, given, false, true);
      case "startswith" -> Value.of(any(given, part -> self.plain().startsWith(part)));
      case "endswith" -> Value.of(any(given, part -> self.plain().endsWith(part)));
      case "split", "rsplit" -> new Splitter(budget).split(self, given, name.equals("rsplit"));
      case "splitlines" -> new Splitter(budget).lines(self);
      case "upper" -> budget.made(self.mapped(run -> run.toUpperCase(Locale.ROOT)));
      case "lower" -> budget.made(self.mapped(run -> run.toLowerCase(Locale.ROOT)));
      case "title" -> title(self);
      case "capitalize" -> capitalized(self);
      case "replace" -> replaced(self, given);
      case "find" -> Value.of((long) position(self, self.plain().indexOf(part(given))));
      case "rfind" -> Value.of((long) position(self, self.plain().lastIndexOf(part(given))));
      case "join" -> joined(self, new Sequences(budget).items(given.need(0, "iterable")));
      case "removeprefix" -> withoutPrefix(self, part(given));
      case "removesuffix" -> withoutSuffix(self, part(given));
      default -> rarer(self, name, given);
    };
  }

  private Value rarer(Text self, String name, Given given) {
    return switch (name) {
      case "index" -> {
        int found = self.plain().indexOf(part(given));
        if (found < 0) {
          throw new TemplateError("substring not found");
        }
        yield Value.of((long) position(self, found));
      }
      case "count" -> Value.of((long) new Splitter(budget).cuts(self, part(given), -1).size());
      case "isdigit" -> all(self, Character::isDigit);
      case "isalpha" -> all(self, Character::isLetter);
      case "isspace" -> all(self, Character::isWhitespace);
      case "format" -> formatted(self, given);
      default -> throw new TemplateError("strings have no method '" + name + "'");
    };
  }

  /// The texts one after another with `between` between them.
  Text joined(Text between, List<Value> items) {
    var builder = new Text.Builder();
    for (int at = 0; at < items.size(); at++) {
      if (at > 0) {
        builder.add(budget.made(between));
      }
      builder.add(budget.made(new Printer(budget).text(items.get(at))));
    }
    return builder.text();
  }

  Text stripped(Text self, Given given, boolean left, boolean right) {
    Value characters = given.get(0, "chars").orElse(new Value.None());
    IntPredicate goes =
        characters instanceof Text these
            ? character -> these.plain().indexOf(character) >= 0
            : TextMethods::isBlank;
    String plain = self.plain();
    int from = 0;
    int to = plain.length();
    while (left && from < to && goes.test(plain.charAt(from))) {
      from++;
    }
    while (right && to > from && goes.test(plain.charAt(to - 1))) {
      to--;
    }
    return self.slice(from, to);
  }

  private Text replaced(Text self, Given given) {
    String old = part(given);
    Text fresh = given.text(1, "new");
    int most = (int) Math.min(Integer.MAX_VALUE, given.integer(2, "count", -1));
    if (old.isEmpty()) {
      throw new TemplateError("cannot replace an empty string");
    }
    List<Integer> cuts = new Splitter(budget).cuts(self, old, most);
    budget.characters(self.length() + (long) cuts.size() * fresh.length());
    var builder = new Text.Builder();
    int from = 0;
    for (int cut : cuts) {
      builder.add(self.slice(from, cut));
      builder.add(fresh);
      from = cut + old.length();
    }
    builder.add(self.slice(from, self.length()));
    return builder.text();
  }

  Text capitalized(Text self) {
    int first = self.length() == 0 ? 0 : self.plain().offsetByCodePoints(0, 1);
    Text head = self.slice(0, first).mapped(run -> run.toUpperCase(Locale.ROOT));
    Text tail = self.slice(first, self.length()).mapped(run -> run.toLowerCase(Locale.ROOT));
    return budget.made(Text.joined(List.of(head, tail)));
  }

  Text title(Text self) {
    var builder = new Text.Builder();
    boolean inWord = false;
    for (int at = 0; at < self.length(); at++) {
      boolean lower = inWord;
      builder.add(
          self.slice(at, at + 1)
              .mapped(run -> lower ? run.toLowerCase(Locale.ROOT) : run.toUpperCase(Locale.ROOT)));
      inWord = Character.isLetter(self.plain().charAt(at));
    }
    budget.steps(self.length());
    return budget.made(builder.text());
  }

  /// `"{} and {name}".format(...)`, without format codes.
  private Text formatted(Text self, Given given) {
    var builder = new Text.Builder();
    int from = 0;
    int next = 0;
    for (int open = self.plain().indexOf('{'); open >= 0; open = self.plain().indexOf('{', from)) {
      int close = self.plain().indexOf('}', open);
      if (close < 0) {
        throw new TemplateError("a '{' in a format is never closed");
      }
      builder.add(self.slice(from, open));
      String field = self.plain().substring(open + 1, close);
      boolean numbered = field.matches("[0-9]{0,4}");
      int at = !numbered ? Integer.MAX_VALUE : field.isEmpty() ? next++ : Integer.parseInt(field);
      builder.add(budget.made(new Printer(budget).text(given.need(at, field))));
      from = close + 1;
    }
    builder.add(self.slice(from, self.length()));
    return builder.text();
  }

  private static Text withoutPrefix(Text self, String prefix) {
    return self.plain().startsWith(prefix) ? self.slice(prefix.length(), self.length()) : self;
  }

  private static Text withoutSuffix(Text self, String suffix) {
    return self.plain().endsWith(suffix) ? self.slice(0, self.length() - suffix.length()) : self;
  }

  private static boolean any(Given given, Predicate<String> test) {
    return switch (given.need(0, "prefix")) {
      case Value.Items(var values) ->
          values.stream().anyMatch(value -> value instanceof Text part && test.test(part.plain()));
      case Text part -> test.test(part.plain());
      case Value other -> throw new TemplateError("expected a string, not " + other.kind());
    };
  }

  private static String part(Given given) {
    return given.text(0, "sub").plain();
  }

  private static int position(Text self, int offset) {
    return offset < 0 ? -1 : self.plain().codePointCount(0, offset);
  }

  private static Value all(Text self, IntPredicate test) {
    return Value.of(self.length() > 0 && self.plain().codePoints().allMatch(test));
  }

  /// White space as Python sees it; no-break spaces are.
  static boolean isBlank(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || character == 0x85;
  }
}
