/// Requests in numbers, and what came back.
@NullMarked
package dev.millrace.bench.load;

import org.jspecify.annotations.NullMarked;
