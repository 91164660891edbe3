/// Requests that are sent again under the same name: they are answered once.
@NullMarked
package dev.millrace.gateway.call.repeat;

import org.jspecify.annotations.NullMarked;
