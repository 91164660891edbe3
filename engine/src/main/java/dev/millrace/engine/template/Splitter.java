package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts strings into lists, as Python's `split` and its like do.
final class Splitter {
  private static final Pattern LINE_BREAK =
      Pattern.compile("\\r\\n|[\\n\\r\\x0b\\f\\x1c-\\x1e\\x85\\u2028\\u2029]");

  private final Budget budget;

  Splitter(Budget budget) {
    this.budget = budget;
  }

  Value split(Text self, Given given, boolean fromRight) {
    long most = given.integer(1, "maxsplit", -1);
    if (!(given.get(0, "sep").orElse(new Value.None()) instanceof Text separator)) {
      return atBlanks(self, most, fromRight);
    }
    if (separator.length() == 0) {
      throw new TemplateError("cannot split at an empty string");
    }
    List<Integer> cuts =
        fromRight && most >= 0
            ? lastCuts(self, separator.plain(), most)
            : cuts(self, separator.plain(), most);
    var parts = new ArrayList<Value>();
    int from = 0;
    for (int cut : cuts) {
      parts.add(budget.slice(self, from, cut));
      from = cut + separator.length();
    }
    parts.add(budget.slice(self, from, self.length()));
    return charged(self, parts);
  }

  /// Where `part` stands, without overlaps, from the left; at most so many places unless `most` is
  /// negative.
  List<Integer> cuts(Text self, String part, long most) {
    budget.search(self, Text.trusted(part));
    var cuts = new ArrayList<Integer>();
    int at = part.isEmpty() ? -1 : self.plain().indexOf(part);
    while (at >= 0 && (most < 0 || cuts.size() < most)) {
      cuts.add(at);
      at = self.plain().indexOf(part, at + part.length());
    }
    budget.steps(cuts.size());
    return cuts;
  }

  private List<Integer> lastCuts(Text self, String part, long most) {
    budget.search(self, Text.trusted(part));
    var cuts = new ArrayList<Integer>();
    int at = self.plain().lastIndexOf(part);
    while (at >= 0 && cuts.size() < most) {
      cuts.add(at);
      at = at < part.length() ? -1 : self.plain().lastIndexOf(part, at - part.length());
    }
    budget.steps(cuts.size());
    Collections.reverse(cuts);
    return cuts;
  }

  private Value atBlanks(Text self, long most, boolean fromRight) {
    if (fromRight && most >= 0) {
      return lastBlanks(self, most);
    }
    String plain = self.plain();
    var parts = new ArrayList<Value>();
    int at = skip(plain, 0, true);
    while (at < plain.length()) {
      boolean rest = most >= 0 && parts.size() >= most;
      int end = rest ? plain.length() : skip(plain, at, false);
      parts.add(budget.slice(self, at, end));
      at = skip(plain, end, true);
    }
    return charged(self, parts);
  }

  private Value lastBlanks(Text self, long most) {
    String plain = self.plain();
    var parts = new ArrayList<Value>();
    int to = skipBack(plain, plain.length(), true);
    while (to > 0) {
      int from = parts.size() >= most ? 0 : skipBack(plain, to, false);
      parts.add(budget.slice(self, parts.size() >= most ? skip(plain, 0, true) : from, to));
      to = skipBack(plain, from, true);
    }
    Collections.reverse(parts);
    return charged(self, parts);
  }

  private static int skipBack(String text, int from, boolean blanks) {
    int at = from;
    while (at > 0 && TextMethods.isBlank(text.charAt(at - 1)) == blanks) {
      at--;
    }
    return at;
  }

  private static int skip(String text, int from, boolean blanks) {
    int at = from;
    while (at < text.length() && TextMethods.isBlank(text.charAt(at)) == blanks) {
      at++;
    }
    return at;
  }

  Value lines(Text self, boolean withBreaks) {
    var parts = new ArrayList<Value>();
    int from = 0;
    Matcher breaks = LINE_BREAK.matcher(self.plain());
    while (breaks.find()) {
      parts.add(budget.slice(self, from, withBreaks ? breaks.end() : breaks.start()));
      from = breaks.end();
    }
    if (from < self.length()) {
      parts.add(budget.slice(self, from, self.length()));
    }
    return charged(self, parts);
  }

  private Value charged(Text self, List<Value> parts) {
    budget.characters(self.length());
    budget.steps(parts.size());
    return new Value.Items(parts);
  }
}
