package dev.millrace.gateway.ledger;

/// An amount in nano-dollars (a billionth of a dollar). May be negative in a balance. Arithmetic
/// that would overflow throws [ArithmeticException].
public record Money(long nanos) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);

  public Money plus(Money other) {
    return new Money(Math.addExact(nanos, other.nanos));
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(nanos, other.nanos));
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(nanos, other.nanos);
  }
}
