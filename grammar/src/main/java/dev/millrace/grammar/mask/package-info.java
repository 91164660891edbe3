/// The tokens of a vocabulary that an automaton lets pass: a trie of spellings, read once for every
/// place in the rules.
@org.jspecify.annotations.NullMarked
package dev.millrace.grammar.mask;
