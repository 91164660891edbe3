/// Sockets, timers and HTTP messages, as little of them as measuring needs.
@NullMarked
package dev.millrace.bench.wire;

import org.jspecify.annotations.NullMarked;
