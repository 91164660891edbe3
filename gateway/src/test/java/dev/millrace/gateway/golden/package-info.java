/// Comparing what comes out with files that a reviewer can read.
@NullMarked
package dev.millrace.gateway.golden;

import org.jspecify.annotations.NullMarked;
