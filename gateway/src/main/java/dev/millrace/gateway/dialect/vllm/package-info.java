/// vLLM's endpoints for those who count or cut prompts themselves: `/tokenize` and `/detokenize`.
/// Failures look like those of Chat Completions.
@NullMarked
package dev.millrace.gateway.dialect.vllm;

import org.jspecify.annotations.NullMarked;
