/// What it costs to find the tokens that a constraint lets pass.
@org.jspecify.annotations.NullMarked
package dev.millrace.bench.mask;
