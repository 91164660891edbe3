package dev.millrace.gateway.dialect.openai.chat;

import dev.millrace.llm.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Members of an object that is yet to be written, put together by path: what is put at
/// `thinking.type` and at `thinking.budget_tokens` ends up in one object. Not thread-safe.
final class Tree {
  private final Map<String, Json> members = new LinkedHashMap<>();

  /// The same members, always in the same order.
  static Map<String, Json> sorted(Map<String, Json> members) {
    return Collections.unmodifiableMap(new TreeMap<>(members));
  }

  /// Puts a value there, in place of what was there.
  void put(String path, Json value) {
    put(members, path, value);
  }

  /// Takes a member out; without members if it is not there.
  Map<String, Json> take(String name) {
    return members.remove(name) instanceof Json.Fields(var fields) ? fields : Map.of();
  }

  Map<String, Json> members() {
    return members;
  }

  private static void put(Map<String, Json> into, String path, Json value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      into.put(path, value);
      return;
    }
    String name = path.substring(0, dot);
    var inner = new LinkedHashMap<String, Json>();
    if (into.get(name) instanceof Json.Fields(var before)) {
      inner.putAll(before);
    }
    put(inner, path.substring(dot + 1), value);
    into.put(name, new Json.Fields(inner));
  }
}
