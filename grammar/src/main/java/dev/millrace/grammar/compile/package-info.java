/// From rules over characters to an automaton over bytes.
@org.jspecify.annotations.NullMarked
package dev.millrace.grammar.compile;
