/// Spring AI against the running gateway.
@NullMarked
package dev.millrace.clients.spring;

import org.jspecify.annotations.NullMarked;
