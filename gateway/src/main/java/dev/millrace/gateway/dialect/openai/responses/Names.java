package dev.millrace.gateway.dialect.openai.responses;

import java.util.Map;
import java.util.Optional;

/// The tools of a request by the names that a model knows them by: it knows functions alone, whose
/// names have 64 characters at most, and no namespaces.
///
/// @param declared by the name that the model knows
record Names(Map<String, Declared> declared) {
  private static final int LONGEST = 64;
  private static final String BETWEEN = "__";

  Names {
    declared = Map.copyOf(declared);
  }

  /// A tool as the client knows it.
  ///
  /// @param custom whether it takes a text, not JSON
  record Declared(Optional<String> namespace, String name, boolean custom) {}

  /// What the model calls a tool. The names that Codex gives to namespaces of MCP servers end in
  /// what stands between the names here. (2026-11)
  static String flat(Optional<String> namespace, String name) {
    String whole = namespace.map(space -> space + between(space) + name).orElse(name);
    if (whole.length() <= LONGEST) {
      return whole;
    }
    String mark = "_%08x".formatted(whole.hashCode());
    return whole.substring(0, LONGEST - mark.length()) + mark;
  }

  private static String between(String namespace) {
    return namespace.endsWith(BETWEEN) ? "" : BETWEEN;
  }

  /// The tool that the model means; a function of that name if none was declared.
  Declared of(String name) {
    return declared.getOrDefault(name, new Declared(Optional.empty(), name, false));
  }

  /// What the model calls a declared tool, which may have been named without its namespace where
  /// only one tool has that name.
  Optional<String> find(Optional<String> namespace, String name) {
    String whole = flat(namespace, name);
    if (declared.containsKey(whole)) {
      return Optional.of(whole);
    }
    var alike =
        declared.entrySet().stream()
            .filter(entry -> namespace.isEmpty() && entry.getValue().name().equals(name))
            .map(Map.Entry::getKey)
            .toList();
    return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
  }
}
