package dev.millrace.gateway.call;

import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.util.List;

/// What the headers of a request demand.
///
/// @param zeroRetention whether nobody may keep anything of it (`X-Millrace-ZDR: required`, or Wafer's
///     `Wafer-ZDR: required`)
/// @param fullReceipt whether the receipt is wanted in full (`X-Millrace-Receipt: full`)
record Demands(boolean zeroRetention, boolean fullReceipt) {
  private static final List<String> ZERO_RETENTION = List.of("x-millrace-zdr", "wafer-zdr");
  private static final String RECEIPT = "x-millrace-receipt";

  /// Whether a request says anything of zero retention, right or wrong.
  static boolean zeroRetention(Arrival arrival) {
    return ZERO_RETENTION.stream().anyMatch(name -> arrival.header(name).isPresent());
  }

  /// @throws Refused if a header has a value that we do not know: it was meant to demand something
  static Demands of(Arrival arrival) {
    boolean zero = false;
    for (String name : ZERO_RETENTION) {
      zero |= is(arrival, name, "required");
    }
    return new Demands(zero, is(arrival, RECEIPT, "full"));
  }

  private static boolean is(Arrival arrival, String header, String value) {
    var given = arrival.header(header).map(String::strip);
    if (given.isPresent() && !given.get().equalsIgnoreCase(value)) {
      throw new Refused(
          new Failure.BadRequest(
              header, Problem.OUT_OF_RANGE, "can only be \"" + value + "\"; or leave it out"));
    }
    return given.isPresent();
  }
}
