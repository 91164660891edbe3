package dev.millrace.gateway.config;

import dev.millrace.gateway.config.FunctionConfig.Template;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Reads texts with variables, as `Hello {{ name }}`.
final class Templates {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
  private static final Pattern MORE = Pattern.compile("\\{[%#]");

  private Templates() {}

  /// @param complaint is told what is wrong, if anything is; nothing is given back then
  static Optional<Template> read(String text, Consumer<String> complaint) {
    if (MORE.matcher(text).find()) {
      complaint.accept("has `{%` or `{#`; only variables such as {{ name }} are known here");
      return Optional.empty();
    }
    var words = new ArrayList<String>();
    var variables = new ArrayList<String>();
    int at = 0;
    for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
      int close = text.indexOf(CLOSE, open);
      if (close < 0) {
        complaint.accept("has a `{{` without `}}`");
        return Optional.empty();
      }
      String name = text.substring(open + OPEN.length(), close).strip();
      if (!NAME.matcher(name).matches()) {
        complaint.accept("has `{{ " + name + " }}`, which is not the name of a variable");
        return Optional.empty();
      }
      words.add(text.substring(at, open));
      variables.add(name);
      at = close + CLOSE.length();
    }
    words.add(text.substring(at));
    return Optional.of(new Template(words, variables));
  }
}
