/// Every dialect that is served over every protocol of a provider.
@NullMarked
package dev.millrace.gateway.dialect.cells;

import org.jspecify.annotations.NullMarked;
