package dev.millrace.gateway;

import dev.millrace.gateway.config.ProviderConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Why a provider could not be asked, and what to do about it.
final class Unreached {
  private Unreached() {}

  static String why(ProviderConfig config, IOException problem) {
    String host = config.baseUrl().getHost();
    return switch (problem) {
      case HttpConnectTimeoutException _ ->
          "no connection within "
              + config.connect().toMillis()
              + " ms; look at `base-url` and at firewalls, or allow more by `timeouts.connect`";
      case HttpTimeoutException _ ->
          "nothing came within " + config.firstEvent().toSeconds() + " seconds";
      case SSLException _ ->
          "no TLS with "
              + host
              + " ("
              + message(problem)
              + "); is it https there, and is its certificate known here?";
      case UnknownHostException _ -> unknown(host);
      case ConnectException refused when isUnknown(refused) -> unknown(host);
      case ConnectException _ ->
          "nobody listens at " + config.baseUrl().getAuthority() + "; is it running?";
      default -> "the connection broke: " + message(problem);
    };
  }

  private static String unknown(String host) {
    return "there is no host " + host + "; look at `base-url` and at the DNS of this machine";
  }

  private static boolean isUnknown(Throwable problem) {
    for (var cause = Optional.of(problem);
        cause.isPresent();
        cause = cause.map(Throwable::getCause)) {
      if (cause.get() instanceof UnresolvedAddressException
          || cause.get() instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  private static String message(Throwable problem) {
    return Optional.ofNullable(problem.getMessage()).orElse(problem.getClass().getSimpleName());
  }
}
