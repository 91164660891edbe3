/// What goes wrong with providers, and what clients are told of it.
@NullMarked
package dev.millrace.bench.faults;

import org.jspecify.annotations.NullMarked;
