package dev.millrace.gateway.call;

/// Where an endpoint is found.
///
/// @param method `GET`, `POST` or `DELETE`
/// @param path exact, as `/v1/models`, or ending in `/*` for everything below, slashes and colons
///     included, as `/v1/models/*`
/// @param jsonBody whether the request must have a body of type `application/json`
public record Route(String method, String path, boolean jsonBody, Endpoint endpoint) {
  /// A route without a body.
  public static Route get(String path, Endpoint endpoint) {
    return new Route("GET", path, false, endpoint);
  }

  /// A route that removes something.
  public static Route delete(String path, Endpoint endpoint) {
    return new Route("DELETE", path, false, endpoint);
  }

  /// A route that reads JSON.
  public static Route post(String path, Endpoint endpoint) {
    return new Route("POST", path, true, endpoint);
  }
}
