/// Wrift's predictions: a record of every answer, which can be looked up and cancelled.
@NullMarked
package dev.millrace.gateway.call.prediction;

import org.jspecify.annotations.NullMarked;
