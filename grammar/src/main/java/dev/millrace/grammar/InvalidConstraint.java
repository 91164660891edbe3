package dev.millrace.grammar;

import java.io.Serial;

/// A constraint that cannot be enforced: malformed, unsupported, or too large.
public final class InvalidConstraint extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final String path;

  /// @param path where in the constraint, to be put behind the name of the field it came in: empty
  ///     for the whole, as `.properties.age.minimum` in a schema, as `:3:14` (line and column, from
  ///     1) in a text
  /// @param why what is wrong, for people; begins so that it can follow on "the path: "
  public InvalidConstraint(String path, String why) {
    super(why);
    this.path = path;
  }

  /// Where in the constraint.
  public String path() {
    return path;
  }

  /// What is wrong.
  public String why() {
    return String.valueOf(getMessage());
  }
}
