package dev.millrace.gateway.call;

import dev.millrace.gateway.observe.Origin;
import dev.millrace.gateway.observe.Rejected;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.util.Map;
import java.util.Optional;

/// Whoever sent one request, as far as those who watch are told.
record Sender(Rooms rooms, Arrival arrival) {
  /// @param asked the model, as the client called it
  Origin origin(String account, String asked, boolean stream, Map<String, String> labels) {
    return new Origin(
        arrival.id(),
        rooms.clock().instant(),
        account,
        arrival.host(),
        asked,
        stream,
        keepsNothing(),
        labels);
  }

  /// Tells the client of a request that became no call why not, and those who watch.
  void refuse(Failure failure, ErrorWriter errors, Client client) {
    int status = errors.write(failure, client);
    account()
        .ifPresent(account -> {
          var origin = origin(account, "", false, Map.of());
          rooms.observer().rejected(new Rejected(origin, status, errors.trouble(failure)));
        });
  }

  private Optional<String> account() {
    try {
      return Optional.of(rooms.admission().admit(arrival.headers()).key());
    } catch (Refused _) {
      return Optional.empty(); // nobody's
    }
  }

  private boolean keepsNothing() {
    try {
      return Demands.of(arrival).zeroRetention();
    } catch (Refused _) {
      return true;
    }
  }
}
