/// OpenAI's Completions, the older dialect: a text or tokens in, a text out. Its failures look like
/// those of Chat Completions.
@NullMarked
package dev.millrace.gateway.dialect.openai.completions;

import org.jspecify.annotations.NullMarked;
