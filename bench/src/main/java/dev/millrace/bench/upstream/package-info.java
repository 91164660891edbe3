/// An upstream that says what it is told to, and costs next to nothing.
@NullMarked
package dev.millrace.bench.upstream;

import org.jspecify.annotations.NullMarked;
