package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.route.Plan;
import java.util.Map;
import java.util.function.Function;

/// How the answer to one request is told, by who gives it: its receipt is that of the attempt that
/// answers, and so is its model.
///
/// @param namings what the answer of an attempt is called
/// @param full whether the whole receipt was asked for
/// @param more headers
record Voices(
    Asked asked,
    Plan plan,
    Function<Plan.Try, Naming> namings,
    boolean full,
    Map<String, String> more)
    implements Function<Plan.Try, Voice> {
  Voices {
    more = Map.copyOf(more);
  }

  @Override
  public Voice apply(Plan.Try attempt) {
    var receipt = Headers.receipt(attempt, full);
    var usual = asked.stream() ? Headers.stream(receipt) : Headers.json(receipt);
    var model = attempt.place().model();
    var writer = asked.writer().apply(namings.apply(attempt));
    boolean inline = model.traits().thinking().inline();
    return new Voice(inline ? writer.inlined() : writer, Headers.joined(usual, more));
  }
}
