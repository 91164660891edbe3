/// How fast the engine reads a prompt and decodes, on a model of random weights.
@NullMarked
package dev.millrace.bench.engine;

import org.jspecify.annotations.NullMarked;
