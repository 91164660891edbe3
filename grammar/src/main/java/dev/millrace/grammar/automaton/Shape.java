package dev.millrace.grammar.automaton;

import java.util.Arrays;
import java.util.List;

/// What a network is made of, without the numbers that differ between languages.
public final class Shape {
  private final int[] code;
  private final List<Shape> callees;
  private final int hash;

  private Shape(int[] code, List<Shape> callees, int hash) {
    this.code = code;
    this.callees = List.copyOf(callees);
    this.hash = hash;
  }

  /// The shape of a network.
  ///
  /// @param code its nodes, with callees by their place in the list
  public static Shape of(int[] code, List<Shape> callees) {
    return new Shape(code, callees, 31 * Arrays.hashCode(code) + callees.hashCode());
  }

  /// A shape like no other.
  public static Shape unique() {
    return new Shape(new int[0], List.of(), System.identityHashCode(new Object()));
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Shape shape
            && code.length > 0
            && hash == shape.hash
            && Arrays.equals(code, shape.code)
            && callees.equals(shape.callees));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
