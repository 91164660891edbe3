package dev.millrace.gateway.profile.bud;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The functions that an operator has made, by name.
public final class Functions {
  private final Map<String, Function> byName = new HashMap<>();

  public Functions(List<Function> functions) {
    functions.forEach(function -> byName.put(function.name(), function));
  }

  /// The function of exactly that name.
  Optional<Function> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
