/// Who owes what: money without floating point, entries that balance.
@NullMarked
package dev.millrace.gateway.ledger;

import org.jspecify.annotations.NullMarked;
