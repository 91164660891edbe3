package dev.millrace.gateway.call;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the headers of a request demand.
///
/// @param zeroRetention whether nobody may keep anything of it (`X-Millrace-ZDR: required`, or Wafer's
///     `Wafer-ZDR: required`)
/// @param fullReceipt whether the receipt is wanted in full (`X-Millrace-Receipt: full`)
/// @param regions where it may be answered, in small letters (`X-Millrace-Region: eu, ch`); anywhere
///     if there are none
/// @param repairs how often an answer that is not of the form demanded may be mended
///     (`X-Millrace-Repairs: 2`); absent: as the model's configuration says
record Demands(
    boolean zeroRetention, boolean fullReceipt, Set<String> regions, OptionalInt repairs) {
  private static final List<String> ZERO_RETENTION = List.of("x-millrace-zdr", "wafer-zdr");
  private static final String RECEIPT = "x-millrace-receipt";
  private static final String REGION = "x-millrace-region";
  private static final String REPAIRS = "x-millrace-repairs";
  private static final Pattern FEW = Pattern.compile("[0-" + Manner.MOST_REPAIRS + "]");

  Demands {
    regions = Set.copyOf(regions);
  }

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
    return new Demands(zero, is(arrival, RECEIPT, "full"), regions(arrival), repairs(arrival));
  }

  private static OptionalInt repairs(Arrival arrival) {
    var given = arrival.header(REPAIRS).map(String::strip);
    if (given.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!FEW.matcher(given.get()).matches()) {
      throw refused(REPAIRS, "must be 0 to " + Manner.MOST_REPAIRS + "; or leave it out");
    }
    return OptionalInt.of(Integer.parseInt(given.get()));
  }

  private static Set<String> regions(Arrival arrival) {
    return arrival.header(REGION).map(Demands::regions).orElse(Set.of());
  }

  private static Set<String> regions(String given) {
    var regions =
        Stream.of(given.toLowerCase(Locale.ROOT).split(","))
            .map(String::strip)
            .filter(region -> !region.isEmpty())
            .collect(Collectors.toSet());
    if (regions.isEmpty()) {
      throw refused(REGION, "must name a region, as \"eu\"; or leave it out");
    }
    return regions;
  }

  private static Refused refused(String header, String why) {
    return new Refused(new Failure.BadRequest(header, Problem.OUT_OF_RANGE, why));
  }

  private static boolean is(Arrival arrival, String header, String value) {
    var given = arrival.header(header).map(String::strip);
    if (given.isPresent() && !given.get().equalsIgnoreCase(value)) {
      throw refused(header, "can only be \"" + value + "\"; or leave it out");
    }
    return given.isPresent();
  }
}
