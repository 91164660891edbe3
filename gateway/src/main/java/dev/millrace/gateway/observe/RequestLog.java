package dev.millrace.gateway.observe;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;

/// One line a call, in the log `millrace.calls`.
public final class RequestLog implements Observer {
  private final Logger log = System.getLogger("millrace.calls");

  @Override
  public void finished(Finished call) {
    log.log(Level.DEBUG, () -> line(call));
  }

  static String line(Finished call) {
    return "%s %d %s %s %d+%d tokens (%s) %d ms"
        .formatted(
            call.id(),
            call.status(),
            call.model(),
            call.outcome().name().toLowerCase(Locale.ROOT),
            call.usage().input(),
            call.usage().output(),
            call.usage().origin().name().toLowerCase(Locale.ROOT),
            call.took().toMillis());
  }
}
