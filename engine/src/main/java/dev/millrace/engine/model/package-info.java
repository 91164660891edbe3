/// Architectures over one forward pass, and the cache of what a sequence has attended to.
package dev.millrace.engine.model;
