package dev.millrace.engine.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The templates that requests brought lately, so that a client who always sends the same one does
/// not have it read each time. Holds at most [#MOST] of them, none longer than [#LONGEST].
/// Thread-safe.
final class Compilations {
  private static final int MOST = 32;
  private static final int LONGEST = 100_000;

  private final Map<String, Compiled> compiled = new LinkedHashMap<>(MOST, 0.75f, true);

  /// @throws TemplateError if we cannot read it
  Compiled of(String source) {
    Optional<Compiled> known = known(source);
    if (known.isPresent()) {
      return known.get();
    }
    Compiled fresh = Compiled.of(source);
    if (source.length() <= LONGEST) {
      keep(fresh);
    }
    return fresh;
  }

  private synchronized Optional<Compiled> known(String source) {
    return Optional.ofNullable(compiled.get(source));
  }

  private synchronized void keep(Compiled fresh) {
    compiled.put(fresh.source(), fresh);
    if (compiled.size() > MOST) {
      var oldest = compiled.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  synchronized int size() {
    return compiled.size();
  }
}
