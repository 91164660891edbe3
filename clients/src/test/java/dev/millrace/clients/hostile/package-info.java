/// Requests that mean no good, as tables under `hostile/`.
@NullMarked
package dev.millrace.clients.hostile;

import org.jspecify.annotations.NullMarked;
