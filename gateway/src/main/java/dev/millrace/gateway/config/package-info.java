/// What the operator wants: `millrace.yaml` read into records, every problem told together.
@NullMarked
package dev.millrace.gateway.config;

import org.jspecify.annotations.NullMarked;
