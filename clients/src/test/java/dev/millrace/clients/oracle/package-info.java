/// Our answers held against the vendors' published schemas, which are not ours to ship.
@NullMarked
package dev.millrace.clients.oracle;

import org.jspecify.annotations.NullMarked;
