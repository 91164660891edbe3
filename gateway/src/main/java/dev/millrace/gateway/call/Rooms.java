package dev.millrace.gateway.call;

import dev.millrace.gateway.catalog.Catalog;
import dev.millrace.gateway.ledger.Ledger;
import dev.millrace.gateway.observe.Observer;
import dev.millrace.gateway.route.Planner;
import dev.millrace.gateway.route.Relays;
import dev.millrace.gateway.tenant.Admission;
import dev.millrace.gateway.vault.Vault;
import java.time.InstantSource;

/// The rooms that a call walks through.
public record Rooms(
    Admission admission,
    Catalog catalog,
    Planner planner,
    Relays relays,
    Ledger ledger,
    Observer observer,
    Links links,
    InstantSource clock,
    Vault vault) {
  /// The same, but others are let in.
  public Rooms withAdmission(Admission other) {
    return new Rooms(other, catalog, planner, relays, ledger, observer, links, clock, vault);
  }
}
