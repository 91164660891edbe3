/// The automaton that reads a text byte by byte: rules as networks of nodes, made deterministic as
/// the text goes on.
@org.jspecify.annotations.NullMarked
package dev.millrace.grammar.automaton;
