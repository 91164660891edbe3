package dev.millrace.grammar.automaton;

/// The part of a graph that one rule became. What it can read without its caller is the same
/// wherever it is called from.
///
/// @param index its number, by which it is called
/// @param rank networks that it calls before it has read anything have a lower one
/// @param first the nodes that may read its first byte
/// @param accept the node at which it is done
/// @param base the number of its first node
/// @param shape equal for networks of any two languages that derive the same by the same nodes
public record Network(int index, int rank, int[] first, int accept, int base, Shape shape) {}
