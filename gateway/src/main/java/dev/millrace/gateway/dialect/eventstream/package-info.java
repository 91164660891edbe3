/// AWS's event streams (`application/vnd.amazon.eventstream`): binary messages with headers and
/// checksums. The only importer of AWS's library for them.
@NullMarked
package dev.millrace.gateway.dialect.eventstream;

import org.jspecify.annotations.NullMarked;
