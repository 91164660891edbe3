/// How long work goes on that nobody wants any more.
@NullMarked
package dev.millrace.bench.cancel;

import org.jspecify.annotations.NullMarked;
