package dev.millrace.gateway.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is wrong in one file, gathered so that all of it can be told at once.
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /// Remembers one more.
  public void add(Place place, String text) {
    found.add(new Problem(place, text));
  }

  /// Whether nothing is wrong so far.
  public boolean none() {
    return found.isEmpty();
  }

  /// All of them, in the order of the file.
  public List<Problem> inOrder() {
    return found.stream().distinct().sorted(Comparator.comparing(Problem::place)).toList();
  }
}
