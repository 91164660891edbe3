/// The models on offer: their names, windows and prices, and where they run.
@NullMarked
package dev.millrace.gateway.catalog;

import org.jspecify.annotations.NullMarked;
