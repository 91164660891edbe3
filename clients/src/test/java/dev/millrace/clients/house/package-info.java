/// A running gateway, and the provider behind it.
@NullMarked
package dev.millrace.clients.house;

import org.jspecify.annotations.NullMarked;
