package dev.millrace.gateway.call;

import static java.lang.System.Logger.Level.ERROR;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Where an exception goes that nobody expected: into the log, once, under a reference that the
/// client may be told.
public final class Bugs {
  private static final System.Logger LOG = System.getLogger(Bugs.class.getName());

  private Bugs() {}

  /// Writes it down and returns the reference.
  public static String log(Throwable bug) {
    var reference = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 12);
    LOG.log(ERROR, "A bug, reference " + reference, bug);
    return reference;
  }
}
