/// The embedded engine: a GGUF file becomes an [dev.millrace.llm.Upstream].
@org.jspecify.annotations.NullMarked
package dev.millrace.engine;
