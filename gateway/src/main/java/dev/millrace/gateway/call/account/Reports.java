package dev.millrace.gateway.call.account;

import dev.millrace.gateway.call.Arrival;
import dev.millrace.gateway.call.Client;
import dev.millrace.gateway.call.Refusals;
import dev.millrace.gateway.observe.Statistics;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.tenant.Admission;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Refused;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// `GET /v1/inference/quota`, `/v1/usage/me`, `/v1/endpoints/metrics` and `/v1/endpoints/requests`:
/// what the account whose key is shown has done. What others did is never told.
public final class Reports {
  private static final Map<String, String> JSON = Map.of("content-type", "application/json");

  private final Refusals refusals;
  private final Admission admission;
  private final Statistics statistics;
  private final InstantSource clock;
  private final Set<String> hosts;

  /// @param profile how refusals look
  /// @param admission who may ask
  /// @param hosts that are this gateway, beside the one at which a request comes
  public Reports(
      Profile profile,
      Admission admission,
      Statistics statistics,
      InstantSource clock,
      Set<String> hosts) {
    this.refusals = new Refusals(profile);
    this.admission = admission;
    this.statistics = statistics;
    this.clock = clock;
    this.hosts = Set.copyOf(hosts);
  }

  /// What is left of the month.
  public void quota(Arrival arrival, Client client) {
    guarded(
        arrival,
        client,
        account -> new Quota(statistics, clock.instant()).write(account, arrival.host()));
  }

  /// Days and models.
  public void usage(Arrival arrival, Client client) {
    guarded(
        arrival,
        client,
        account -> new Spending(statistics, clock.instant()).write(account, query(arrival)));
  }

  /// How fast, how many, how well.
  public void metrics(Arrival arrival, Client client) {
    guarded(
        arrival,
        client,
        account -> new Metrics(statistics, clock.instant()).write(account, query(arrival)));
  }

  /// One by one.
  public void requests(Arrival arrival, Client client) {
    guarded(arrival, client, account -> new Recent(statistics).write(account, query(arrival)));
  }

  @FunctionalInterface
  private interface Report {
    byte[] of(String account);
  }

  private void guarded(Arrival arrival, Client client, Report report) {
    try {
      client.answer(200, JSON, report.of(admission.admit(arrival.headers()).key()));
    } catch (Refused refused) {
      refusals.refuse(arrival, refused.failure(), client);
    }
  }

  private Query query(Arrival arrival) {
    var query = new Query(arrival.query());
    query
        .text("endpoint")
        .map(endpoint -> endpoint.toLowerCase(Locale.ROOT))
        .filter(endpoint -> !endpoint.equals(arrival.host()) && !hosts.contains(endpoint))
        .ifPresent(endpoint -> {
          throw new Refused(new Failure.NotFound("endpoint", endpoint));
        });
    return query;
  }
}
