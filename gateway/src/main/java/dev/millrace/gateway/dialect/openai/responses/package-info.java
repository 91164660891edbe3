/// OpenAI Responses (`/v1/responses`), read and written as a server.
@NullMarked
package dev.millrace.gateway.dialect.openai.responses;

import org.jspecify.annotations.NullMarked;
