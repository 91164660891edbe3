package dev.millrace.gateway.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/// What the system tells this process: Ctrl-C, the wish that it end. The JDK has a class for it
/// that it does not want named in sources, hence the reflection.
final class Signals {
  private Signals() {}

  /// Runs the task, on a thread of its own, each time one of the signals comes, in place of what
  /// the JVM would do. Does nothing where there are no such signals.
  static void on(Runnable task, String... names) {
    for (String name : names) {
      try {
        handle(name, task);
      } catch (ReflectiveOperationException | IllegalArgumentException _) {
        // The JVM then ends as it would without us.
      }
    }
  }

  private static void handle(String name, Runnable task) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object ours =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (_, method, _) -> {
              if (!method.getName().equals("handle")) {
                throw new UnsupportedOperationException(method.getName());
              }
              task.run();
              return null;
            });
    try {
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException unknown) {
        throw unknown;
      }
      throw e;
    }
  }
}
