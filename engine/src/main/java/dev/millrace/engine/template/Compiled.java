package dev.millrace.engine.template;

import java.time.Clock;
import java.util.Map;

/// A chat template with its source. Thread-safe.
///
/// @param knowsDeveloper whether it tells developers from the system
record Compiled(String source, Template template, boolean knowsDeveloper) {
  /// @throws TemplateError if we cannot read it
  static Compiled of(String source) {
    return new Compiled(source, Template.parse(source), source.contains("developer"));
  }

  Text render(Map<String, Value> variables, Clock clock, Budget.Limits limits) {
    return template.render(variables, clock, limits);
  }
}
