/// Text Generation Inference of Hugging Face, by its own `generate_stream` (2026-11). It speaks OpenAI's
/// Chat Completions as well, which is the way to hold conversations with it.
@NullMarked
package dev.millrace.gateway.dialect.tgi;

import org.jspecify.annotations.NullMarked;
