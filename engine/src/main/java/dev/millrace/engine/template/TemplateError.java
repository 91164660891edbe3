package dev.millrace.engine.template;

import java.util.Optional;

/// A template that cannot be read, or cannot be rendered with what it was given.
public final class TemplateError extends RuntimeException {
  private static final long serialVersionUID = 1;

  /// Whose fault it is.
  public enum Cause {
    /// The template is wrong, hostile, or uses what we do not know.
    TEMPLATE,
    /// The template itself refused what it was given, with `raise_exception`.
    REFUSED
  }

  private final Cause blame;
  private final String problem;
  private final transient Optional<Place> place;

  TemplateError(String problem) {
    this(Cause.TEMPLATE, problem, Optional.empty());
  }

  private TemplateError(Cause blame, String problem, Optional<Place> place) {
    super(problem + place.map(at -> " (" + at + ")").orElse(""), null, false, false);
    this.blame = blame;
    this.problem = problem;
    this.place = place;
  }

  static TemplateError at(Place place, String problem) {
    return new TemplateError(Cause.TEMPLATE, problem, Optional.of(place));
  }

  static TemplateError refused(String problem) {
    return new TemplateError(Cause.REFUSED, problem, Optional.empty());
  }

  /// The same, told where it happened, unless it knows that already.
  TemplateError near(Place near) {
    return place.isPresent() ? this : new TemplateError(blame, problem, Optional.of(near));
  }

  /// Whose fault it is.
  public Cause blame() {
    return blame;
  }

  /// What is wrong, without the place.
  public String problem() {
    return problem;
  }
}
