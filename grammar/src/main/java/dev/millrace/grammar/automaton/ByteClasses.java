package dev.millrace.grammar.automaton;

import java.util.Arrays;

/// The bytes that no node of a graph tells apart, as classes, numbered from 0.
public final class ByteClasses {
  private final byte[] classOf;
  private final int[] firsts;

  private ByteClasses(byte[] classOf, int[] firsts) {
    this.classOf = classOf;
    this.firsts = firsts;
  }

  /// The classes of a graph's bytes; neighbours alone share one.
  public static ByteClasses of(Graph graph) {
    var begins = new boolean[257];
    for (var node : graph.nodes()) {
      if (node instanceof Node.Read(var edges)) {
        for (int i = 0; i < edges.length; i += 3) {
          begins[edges[i]] = true;
          begins[edges[i + 1] + 1] = true;
        }
      }
    }
    return of(begins);
  }

  private static ByteClasses of(boolean[] begins) {
    begins[0] = true;
    var classOf = new byte[256];
    var firsts = new int[256];
    int count = 0;
    for (int value = 0; value < 256; value++) {
      if (begins[value]) {
        firsts[count++] = value;
      }
      classOf[value] = (byte) (count - 1);
    }
    return new ByteClasses(classOf, Arrays.copyOf(firsts, count));
  }

  /// The bytes that neither tells apart.
  public ByteClasses and(ByteClasses other) {
    var begins = new boolean[257];
    for (int first : firsts) {
      begins[first] = true;
    }
    for (int first : other.firsts) {
      begins[first] = true;
    }
    return of(begins);
  }

  /// The lowest bytes of all classes.
  public int[] firsts() {
    return firsts.clone();
  }

  public int count() {
    return firsts.length;
  }

  /// The class of a byte, given from 0 to 255.
  int classOf(int value) {
    return classOf[value] & 0xff;
  }

  /// The lowest byte of a class.
  public int first(int type) {
    return firsts[type];
  }
}
