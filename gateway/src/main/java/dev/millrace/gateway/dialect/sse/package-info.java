/// Server-sent events, as the HTML standard defines their stream.
@NullMarked
package dev.millrace.gateway.dialect.sse;

import org.jspecify.annotations.NullMarked;
