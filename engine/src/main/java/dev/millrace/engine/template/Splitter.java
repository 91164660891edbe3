package dev.millrace.engine.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Cuts strings into lists, as Python's `split` and its like do.
final class Splitter {
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
      parts.add(self.slice(from, cut));
      from = cut + separator.length();
    }
    parts.add(self.slice(from, self.length()));
    return charged(self, parts);
  }

  /// Where `part` stands, without overlaps, from the left; at most so many places unless `most` is
  /// negative.
  List<Integer> cuts(Text self, String part, long most) {
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
      throw new TemplateError("rsplit with a limit needs a separator");
    }
    String plain = self.plain();
    var parts = new ArrayList<Value>();
    int at = skip(plain, 0, true);
    while (at < plain.length()) {
      boolean rest = most >= 0 && parts.size() >= most;
      int end = rest ? plain.length() : skip(plain, at, false);
      parts.add(self.slice(at, end));
      at = skip(plain, end, true);
    }
    return charged(self, parts);
  }

  private static int skip(String text, int from, boolean blanks) {
    int at = from;
    while (at < text.length() && TextMethods.isBlank(text.charAt(at)) == blanks) {
      at++;
    }
    return at;
  }

  Value lines(Text self) {
    var parts = new ArrayList<Value>();
    int from = 0;
    for (int at = self.plain().indexOf('\n'); at >= 0; at = self.plain().indexOf('\n', from)) {
      parts.add(self.slice(from, at));
      from = at + 1;
    }
    if (from < self.length()) {
      parts.add(self.slice(from, self.length()));
    }
    return charged(self, parts);
  }

  private Value charged(Text self, List<Value> parts) {
    budget.characters(self.length());
    budget.steps(parts.size());
    return new Value.Items(parts);
  }
}
