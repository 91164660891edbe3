/// Anthropic's Messages: requests, answers, streams and errors as its clients know them.
@NullMarked
package dev.millrace.gateway.dialect.anthropic;

import org.jspecify.annotations.NullMarked;
