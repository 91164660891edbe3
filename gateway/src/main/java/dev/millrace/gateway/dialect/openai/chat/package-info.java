/// OpenAI Chat Completions: `POST /v1/chat/completions`, as a server reads and answers it and as a
/// client of somebody else's server.
@NullMarked
package dev.millrace.gateway.dialect.openai.chat;

import org.jspecify.annotations.NullMarked;
