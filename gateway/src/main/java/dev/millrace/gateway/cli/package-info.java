/// The commands that people type, and what they see.
@NullMarked
package dev.millrace.gateway.cli;

import org.jspecify.annotations.NullMarked;
