package dev.millrace.gateway.ledger;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The books, double entry, in memory: balances of every account, calls on hold, and the latest
/// entries. Law: the sum over all accounts is zero at all times. Thread-safe.
public final class Ledger {
  /// Where money set aside for running calls lies.
  public static final String HELD = "held";

  /// Where money earned with calls goes.
  public static final String REVENUE = "revenue";

  /// What the house pays to providers.
  public static final String COSTS = "costs";

  private static final int KEPT = 1_000; // entries; balances are never forgotten

  private final InstantSource clock;
  private final Map<String, Money> balances = new HashMap<>();
  private final Map<String, Hold> open = new HashMap<>();
  private final Deque<Entry> entries = new ArrayDeque<>();

  public Ledger(InstantSource clock) {
    this.clock = clock;
  }

  /// Sets the worst-case price of a call aside.
  ///
  /// @throws IllegalStateException if the call has a hold already
  public synchronized Hold hold(String call, String account, Money worst) {
    if (open.containsKey(call)) {
      throw new IllegalStateException("call " + call + " has a hold already");
    }
    var hold = new Hold(call, account, worst);
    open.put(call, hold);
    book("hold:" + call, account, HELD, worst, Optional.empty());
    return hold;
  }

  /// Ends a call: its price goes to revenue, the rest of its hold back to its account, and what each
  /// attempt cost from the house to the `provider:` of that name. Only the first settlement of a call
  /// counts.
  ///
  /// @return whether this was the first
  public synchronized boolean settle(Hold hold, Settlement settlement, Money price) {
    if (!open.remove(hold.call(), hold)) {
      return false;
    }
    book("release:" + hold.call(), HELD, hold.account(), hold.amount(), Optional.empty());
    Money due = settlement.outcome().charged() ? price : Money.ZERO;
    book("settle:" + hold.call(), hold.account(), REVENUE, due, Optional.of(settlement));
    int number = 0;
    for (var attempt : settlement.attempts()) {
      String id = "cost:" + hold.call() + ":" + number++;
      book(id, COSTS, "provider:" + attempt.provider(), attempt.cost(), Optional.empty());
    }
    return true;
  }

  /// What an account has; negative for what it owes.
  public synchronized Money balance(String account) {
    return balances.getOrDefault(account, Money.ZERO);
  }

  /// The sum over all accounts: zero, or there is a bug.
  public synchronized Money sum() {
    return balances.values().stream().reduce(Money.ZERO, Money::plus);
  }

  /// How many calls are on hold.
  public synchronized int running() {
    return open.size();
  }

  /// The latest entries, oldest first.
  public synchronized List<Entry> latest() {
    return new ArrayList<>(entries);
  }

  private void book(
      String id, String from, String to, Money amount, Optional<Settlement> settlement) {
    balances.merge(from, new Money(-amount.nanos()), Money::plus);
    balances.merge(to, amount, Money::plus);
    entries.add(new Entry(id, clock.instant(), from, to, amount, settlement));
    if (entries.size() > KEPT) {
      entries.remove();
    }
  }
}
