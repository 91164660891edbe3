/// Text to tokens and back: byte-level byte-pair encoding as GGUF files describe it.
package dev.millrace.engine.token;
