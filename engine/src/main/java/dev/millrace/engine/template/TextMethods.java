package dev.millrace.engine.template;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
          "format",
          "partition",
          "rpartition",
          "swapcase",
          "casefold",
          "isalnum",
          "isnumeric",
          "isdecimal",
          "isupper",
          "islower",
          "ljust",
          "rjust",
          "center",
          "zfill");

  private final Budget budget;
  private final Sequences sequences;

  TextMethods(Budget budget) {
    this.budget = budget;
    this.sequences = new Sequences(budget);
  }

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  Value call(Text self, String name, Given given) {
    budget.steps(1 + self.length() / 64);
    if (name.endsWith("partition")) {
      budget.search(self, given.text(0, "sep"));
    }
    return switch (name) {
      case "strip" -> stripped(self, given, true, true);
      case "lstrip" -> stripped(self, given, true, false);
      case "rstrip" -> stripped(self, given, false, true);
      case "startswith" -> Value.of(any(given, part -> seen(self, given).startsWith(part)));
      case "endswith" -> Value.of(any(given, part -> seen(self, given).endsWith(part)));
      case "split", "rsplit" -> new Splitter(budget).split(self, given, name.equals("rsplit"));
      case "splitlines" -> new Splitter(budget).lines(self, given.truth(0, "keepends"));
      case "upper" -> budget.made(self.mapped(run -> run.toUpperCase(Locale.ROOT)));
      case "lower", "casefold" -> budget.made(self.mapped(run -> run.toLowerCase(Locale.ROOT)));
      case "title" -> title(self);
      case "capitalize" -> capitalized(self);
      case "replace" -> replaced(self, given);
      case "find" -> Value.of(found(self, given, seen(self, given).indexOf(part(given))));
      case "rfind" -> Value.of(found(self, given, seen(self, given).lastIndexOf(part(given))));
      case "index" -> Value.of(index(self, given));
      case "count" -> Value.of((long) new Splitter(budget).cuts(self, part(given), -1).size());
      case "format" -> new Formats(budget).braces(self, given);
      case "partition" -> parted(self, part(given), self.plain().indexOf(part(given)), false);
      case "rpartition" -> parted(self, part(given), self.plain().lastIndexOf(part(given)), true);
      case "join" -> joined(self, sequences.items(given.need(0, "iterable")));
      case "removeprefix" -> withoutPrefix(self, part(given));
      case "removesuffix" -> withoutSuffix(self, part(given));
      default -> rarer(self, name, given);
    };
  }

  private Value rarer(Text self, String name, Given given) {
    return switch (name) {
      case "isdigit", "isnumeric", "isdecimal" -> all(self, Character::isDigit);
      case "isalpha" -> all(self, Character::isLetter);
      case "isalnum" -> all(self, Character::isLetterOrDigit);
      case "isspace" -> all(self, Character::isWhitespace);
      case "isupper" -> Value.of(isCased(self.plain(), true));
      case "islower" -> Value.of(isCased(self.plain(), false));
      case "swapcase" -> budget.made(self.mapped(TextMethods::swapped));
      case "ljust" -> aligned(self, given, '<');
      case "rjust" -> aligned(self, given, '>');
      case "center" -> aligned(self, given, '^');
      case "zfill" -> new Formats(budget).aligned(self, '>', '0', given.integer(0, "width", 0));
      default -> throw new TemplateError("strings have no method '" + name + "'");
    };
  }

  private Text aligned(Text self, Given given, char side) {
    Text filler =
        given.get(1, "fillchar").isPresent() ? given.text(1, "fillchar") : Text.trusted(" ");
    if (filler.length() != 1) {
      throw new TemplateError("one character fills, not '" + filler + "'");
    }
    long width = given.integer(0, "width", 0);
    return new Formats(budget).aligned(self, side, filler.plain().charAt(0), width);
  }

  static boolean isCased(String text, boolean upper) {
    return text.chars().anyMatch(Character::isLetter)
        && text.chars().noneMatch(upper ? Character::isLowerCase : Character::isUpperCase);
  }

  private static String swapped(String run) {
    var out = new StringBuilder(run.length());
    run.codePoints()
        .map(one ->
            Character.isUpperCase(one) ? Character.toLowerCase(one) : Character.toUpperCase(one))
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  /// What is looked at between the places that a search may be given.
  private String seen(Text self, Given given) {
    if (given.need(0, "sub") instanceof Text part) {
      budget.search(self, part);
    }
    if (given.positional().size() < 2) {
      return self.plain();
    }
    var from = Optional.of(given.integer(1, "start", 0));
    var to =
        given.positional().size() < 3
            ? Optional.<Long>empty()
            : Optional.of(given.integer(2, "end", 0));
    return sequences.slice(self, from, to, 1) instanceof Text seen ? seen.plain() : "";
  }

  private long found(Text self, Given given, int offset) {
    if (offset < 0) {
      return -1;
    }
    long start = given.positional().size() < 2 ? 0 : given.integer(1, "start", 0);
    long size = self.plain().codePointCount(0, self.length());
    long skipped = Math.clamp(start < 0 ? start + size : start, 0, size);
    return skipped + seen(self, given).codePointCount(0, offset);
  }

  private long index(Text self, Given given) {
    long found = found(self, given, seen(self, given).indexOf(part(given)));
    if (found < 0) {
      throw new TemplateError("substring not found");
    }
    return found;
  }

  private Value parted(Text self, String separator, int at, boolean fromRight) {
    budget.characters(self.length());
    if (at < 0) {
      List<Value> whole =
          fromRight ? List.of(Text.EMPTY, Text.EMPTY, self) : List.of(self, Text.EMPTY, Text.EMPTY);
      return new Value.Items(whole);
    }
    int end = at + separator.length();
    return new Value.Items(
        List.of(
            budget.slice(self, 0, at),
            budget.slice(self, at, end),
            budget.slice(self, end, self.length())));
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
    return budget.slice(self, from, to);
  }

  private Text replaced(Text self, Given given) {
    String old = part(given);
    Text fresh = given.text(1, "new");
    int most = (int) Math.min(Integer.MAX_VALUE, given.integer(2, "count", -1));
    List<Integer> cuts =
        old.isEmpty() ? everywhere(self, most) : new Splitter(budget).cuts(self, old, most);
    budget.characters(self.length() + (long) cuts.size() * fresh.length());
    var builder = new Text.Builder();
    int from = 0;
    for (int cut : cuts) {
      builder.add(budget.slice(self, from, cut));
      builder.add(fresh);
      from = cut + old.length();
    }
    builder.add(budget.slice(self, from, self.length()));
    return builder.text();
  }

  Text capitalized(Text self) {
    int first = self.length() == 0 ? 0 : self.plain().offsetByCodePoints(0, 1);
    Text head = budget.slice(self, 0, first).mapped(run -> run.toUpperCase(Locale.ROOT));
    Text tail =
        budget.slice(self, first, self.length()).mapped(run -> run.toLowerCase(Locale.ROOT));
    return budget.made(Text.joined(List.of(head, tail)));
  }

  Text title(Text self) {
    var builder = new Text.Builder();
    boolean inWord = false;
    for (int at = 0; at < self.length(); at++) {
      boolean lower = inWord;
      builder.add(
          budget
              .slice(self, at, at + 1)
              .mapped(run -> lower ? run.toLowerCase(Locale.ROOT) : run.toUpperCase(Locale.ROOT)));
      inWord = Character.isLetter(self.plain().charAt(at));
    }
    budget.steps(self.length());
    return budget.made(builder.text());
  }

  /// Before every character, and behind the last.
  private List<Integer> everywhere(Text self, int most) {
    int count = self.plain().codePointCount(0, self.length());
    budget.steps(count);
    return IntStream.rangeClosed(0, count)
        .limit(most < 0 ? Long.MAX_VALUE : most)
        .map(at -> self.plain().offsetByCodePoints(0, at))
        .boxed()
        .toList();
  }

  private Text withoutPrefix(Text self, String prefix) {
    return self.plain().startsWith(prefix)
        ? budget.slice(self, prefix.length(), self.length())
        : self;
  }

  private Text withoutSuffix(Text self, String suffix) {
    return self.plain().endsWith(suffix)
        ? budget.slice(self, 0, self.length() - suffix.length())
        : self;
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
