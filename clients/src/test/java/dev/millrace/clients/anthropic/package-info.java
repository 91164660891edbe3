/// The official Anthropic client against the running gateway.
@NullMarked
package dev.millrace.clients.anthropic;

import org.jspecify.annotations.NullMarked;
