/// The file that carries a model, read with distrust. Format: the GGUF specification of ggml, versions 2 and 3.
package dev.millrace.engine.gguf;
