/// The next token of a sequence, chosen from a model's logits.
@org.jspecify.annotations.NullMarked
package dev.millrace.engine.sample;
