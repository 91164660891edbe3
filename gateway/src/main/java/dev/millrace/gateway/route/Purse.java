package dev.millrace.gateway.route;

import dev.millrace.gateway.ledger.Money;

/// Pays for second attempts at one model: each request puts a share of its worst-case price in, and
/// a second attempt takes its own out, so that all second attempts together never cost more than
/// that share. Saves for ten. Where nothing costs anything, requests are counted. Thread-safe.
final class Purse {
  private static final int PERCENT = 100;
  private static final int SAVED = 10;

  private long balance; // in hundredths of a nano-dollar

  /// A request of that price came.
  ///
  /// @param share what may be spent beside it, in percent
  synchronized void put(Money price, int share) {
    long most = Math.multiplyExact(whole(price), SAVED);
    if (balance < most) {
      balance = Math.min(most, balance + whole(price) / PERCENT * share);
    }
  }

  /// Pays for a second attempt.
  ///
  /// @return whether there was enough
  synchronized boolean pays(Money price) {
    if (balance < whole(price)) {
      return false;
    }
    balance -= whole(price);
    return true;
  }

  private static long whole(Money price) {
    return Math.multiplyExact(Math.max(1, price.nanos()), PERCENT);
  }
}
