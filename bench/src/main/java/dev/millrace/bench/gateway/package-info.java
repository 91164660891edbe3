/// What the gateway costs beside a bare proxy.
@NullMarked
package dev.millrace.bench.gateway;

import org.jspecify.annotations.NullMarked;
