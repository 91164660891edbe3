/// The fields of a request that Chat Completions and Completions share, and the policy about those
/// that nobody knows.
@NullMarked
package dev.millrace.gateway.dialect.openai.request;

import org.jspecify.annotations.NullMarked;
