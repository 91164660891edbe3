package dev.millrace.gateway.http;

import dev.millrace.gateway.call.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Finds the endpoint of a path. An exact path comes before a wildcard, a longer wildcard before a
/// shorter; `HEAD` is served wherever `GET` is.
final class Routes {
  private final Map<String, List<Route>> exact = new HashMap<>();
  private final List<Route> wild = new ArrayList<>();

  Routes(List<Route> routes) {
    for (var route : routes) {
      if (isWild(route)) {
        wild.add(route);
      } else {
        exact.computeIfAbsent(route.path(), _ -> new ArrayList<>()).add(route);
      }
    }
    wild.sort(Comparator.comparingInt((Route route) -> route.path().length()).reversed());
  }

  /// What is found.
  sealed interface Match {
    /// `tail` is what the wildcard stands for.
    record Found(Route route, String tail) implements Match {}

    /// The path is known, with these methods.
    record OtherMethods(List<String> allowed) implements Match {}

    /// Nothing.
    record Nothing() implements Match {}
  }

  Match find(String method, String path) {
    var candidates = new ArrayList<>(exact.getOrDefault(path, List.of()));
    for (var route : wild) {
      if (covers(route, path)) {
        candidates.add(route);
      }
    }
    if (candidates.isEmpty()) {
      return new Match.Nothing();
    }
    var wanted = method.equals("HEAD") ? "GET" : method;
    for (var route : candidates) {
      if (route.method().equals(wanted)) {
        return new Match.Found(route, isWild(route) ? path.substring(stem(route)) : "");
      }
    }
    return new Match.OtherMethods(methods(candidates));
  }

  private static List<String> methods(List<Route> routes) {
    var methods = new TreeSet<String>();
    for (var route : routes) {
      methods.add(route.method());
      if (route.method().equals("GET")) {
        methods.add("HEAD");
      }
    }
    return List.copyOf(methods);
  }

  private static boolean isWild(Route route) {
    return route.path().endsWith("/*");
  }

  private static int stem(Route route) {
    return route.path().length() - 1;
  }

  private static boolean covers(Route route, String path) {
    return path.length() > stem(route) && path.startsWith(route.path().substring(0, stem(route)));
  }
}
