/// What the dialects of OpenAI have in common.
@NullMarked
package dev.millrace.gateway.dialect.openai;

import org.jspecify.annotations.NullMarked;
