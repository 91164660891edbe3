package dev.millrace.engine.tensor;

import java.util.function.Supplier;

/// Which kernels to compute with.
public enum KernelChoice {
  /// The Vector API where the JVM was started with its module, else plain loops.
  BEST,
  PLAIN,
  VECTOR;

  /// A maker of kernels; each thread needs its own.
  ///
  /// @throws IllegalStateException when [#VECTOR] was asked for and the JVM was started without
  ///     `--add-modules=jdk.incubator.vector`
  public Supplier<Kernels> maker() {
    return switch (this) {
      case BEST -> vectors() ? VectorKernels::new : PlainKernels::new;
      case PLAIN -> PlainKernels::new;
      case VECTOR -> {
        if (!vectors()) {
          throw new IllegalStateException(
              "the Vector API is not there: start with --add-modules=jdk.incubator.vector");
        }
        yield VectorKernels::new;
      }
    };
  }

  private static boolean vectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }
}
