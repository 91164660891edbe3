/// One call, from its bytes to its settled books.
@NullMarked
package dev.millrace.gateway.call;

import org.jspecify.annotations.NullMarked;
