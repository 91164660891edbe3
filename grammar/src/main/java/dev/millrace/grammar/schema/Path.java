package dev.millrace.grammar.schema;

import dev.millrace.grammar.InvalidConstraint;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where in a schema, as `.properties.age.minimum`, `.allOf[2]` or `.properties["a b"]`.
///
/// @param before empty at the top
/// @param depth how many steps it is long
record Path(Optional<Path> before, String step, int depth) {
  private static final int LONGEST_STEP = 60;
  private static final int MOST_STEPS = 16;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$-]*");

  static Path top() {
    return new Path(Optional.empty(), "", 0);
  }

  /// One member further in.
  Path then(String name) {
    var shown = name.length() > LONGEST_STEP ? name.substring(0, LONGEST_STEP) + "..." : name;
    boolean plain = PLAIN.matcher(shown).matches();
    var step = plain ? "." + shown : "[" + JsonText.quoted(shown) + "]";
    return new Path(Optional.of(this), step, depth + 1);
  }

  /// One item further in, counted from 0.
  Path then(int index) {
    return new Path(Optional.of(this), "[" + index + "]", depth + 1);
  }

  /// The refusal of what stands here.
  InvalidConstraint refused(String why) {
    return new InvalidConstraint(toString(), why);
  }

  /// Its steps, those in the middle left out of a very long one.
  @Override
  public String toString() {
    var steps = new ArrayDeque<String>();
    for (var at = Optional.of(this); at.isPresent(); at = at.get().before) {
      boolean shown = steps.size() < MOST_STEPS || at.get().depth <= MOST_STEPS;
      if (shown) {
        steps.addFirst(at.get().step);
      }
      if (steps.size() == MOST_STEPS && at.get().depth > MOST_STEPS + 1) {
        steps.addFirst("...");
      }
    }
    return String.join("", steps);
  }
}
