/// How long a start takes.
@NullMarked
package dev.millrace.bench.start;

import org.jspecify.annotations.NullMarked;
