package dev.millrace.gateway.catalog;

import dev.millrace.llm.Parameter;
import dev.millrace.llm.Parameter.Span;
import java.util.Map;
import java.util.Set;

/// What becomes of parameters that a model must not get as they are, whatever the dialect of the
/// request.
///
/// @param strip those that are left out, and reported
/// @param clamp those that are brought into a range, and reported
/// @param reject those that are refused
public record ParameterPolicy(
    Set<Parameter> strip, Map<Parameter, Span> clamp, Set<Parameter> reject) {
  public ParameterPolicy {
    strip = Set.copyOf(strip);
    clamp = Map.copyOf(clamp);
    reject = Set.copyOf(reject);
  }

  /// All are passed on as they are.
  public static ParameterPolicy none() {
    return new ParameterPolicy(Set.of(), Map.of(), Set.of());
  }
}
