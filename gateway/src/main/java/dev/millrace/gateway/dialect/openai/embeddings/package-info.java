/// OpenAI's Embeddings: texts in, vectors out. Its failures look like those of Chat Completions.
@NullMarked
package dev.millrace.gateway.dialect.openai.embeddings;

import org.jspecify.annotations.NullMarked;
