package dev.millrace.gateway.vendor;

import java.util.List;
import java.util.Optional;

/// What a vendor's address leaves open, as a region.
///
/// @param unsaid what it is where nobody says it
/// @param variables of the environment that may say it
public record Setting(Optional<String> unsaid, List<String> variables) {
  public Setting {
    variables = List.copyOf(variables);
  }
}
