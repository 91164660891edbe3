/// The official OpenAI client against the running gateway.
@NullMarked
package dev.millrace.clients.openai;

import org.jspecify.annotations.NullMarked;
