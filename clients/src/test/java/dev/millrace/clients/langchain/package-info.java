/// LangChain4j against the running gateway.
@NullMarked
package dev.millrace.clients.langchain;

import org.jspecify.annotations.NullMarked;
