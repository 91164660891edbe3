/// What clients of Bud's surface think of answers, which is kept for whoever improves them.
@NullMarked
package dev.millrace.gateway.call.feedback;

import org.jspecify.annotations.NullMarked;
