/// Where the data path runs: one thread, one clock, no locks.
@NullMarked
package dev.millrace.gateway.loop;

import org.jspecify.annotations.NullMarked;
