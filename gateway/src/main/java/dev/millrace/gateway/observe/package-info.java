/// What is told about calls after they ended, never what was said in them.
@NullMarked
package dev.millrace.gateway.observe;

import org.jspecify.annotations.NullMarked;
