package dev.millrace.gateway.observe;

import dev.millrace.gateway.ledger.Spent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// One line a request, in the log `millrace.calls`.
public final class RequestLog implements Observer {
  private static final int LONGEST = 100;

  private final Logger log = System.getLogger("millrace.calls");

  @Override
  public void finished(Finished call) {
    log.log(Level.DEBUG, () -> line(call));
  }

  @Override
  public void rejected(Rejected request) {
    log.log(Level.DEBUG, () -> line(request));
  }

  static String line(Finished call) {
    return "%s %d %s %s %d+%d tokens (%s) %d ms%s%s"
        .formatted(
            call.origin().id(),
            call.status(),
            call.model(),
            call.outcome().name().toLowerCase(Locale.ROOT),
            call.usage().input(),
            call.usage().output(),
            call.usage().origin().name().toLowerCase(Locale.ROOT),
            call.took().toMillis(),
            attempts(call.attempts()),
            labels(call.origin().labels()));
  }

  static String line(Rejected request) {
    return "%s %d refused %s"
        .formatted(request.origin().id(), request.status(), request.trouble().code());
  }

  /// Who was asked, in the order in which they were done with.
  private static String attempts(List<Spent> attempts) {
    return attempts.isEmpty()
        ? ""
        : attempts.stream()
            .map(one -> one.provider() + ":" + one.outcome().name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(",", " via ", ""));
  }

  /// What clients write must not look like a line of ours.
  private static String labels(Map<String, String> labels) {
    return new TreeMap<>(labels)
        .entrySet().stream()
            .map(label -> " " + label.getKey() + "=" + plain(label.getValue()))
            .collect(Collectors.joining());
  }

  private static String plain(String text) {
    var plain = text.replaceAll("[^!-~]", "?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
  }
}
