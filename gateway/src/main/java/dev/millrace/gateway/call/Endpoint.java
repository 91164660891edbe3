package dev.millrace.gateway.call;

/// What is served at one route.
@FunctionalInterface
public interface Endpoint {
  /// Serves one request, on the client's loop; returns at once, the answer may come later.
  void serve(Arrival arrival, Client client);
}
