/// The application: the commands, and the wiring of everything else.
@NullMarked
package dev.millrace.gateway;

import org.jspecify.annotations.NullMarked;
