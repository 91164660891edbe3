package dev.millrace.gateway.http;

import dev.millrace.gateway.call.Refuser;
import dev.millrace.gateway.call.Route;
import java.util.List;

/// What is served to those who ask for one host, and who answers when it is none of that.
public final class Site {
  private final Routes routes;
  private final Refuser refuser;

  public Site(List<Route> routes, Refuser refuser) {
    this.routes = new Routes(routes);
    this.refuser = refuser;
  }

  Routes routes() {
    return routes;
  }

  Refuser refuser() {
    return refuser;
  }
}
