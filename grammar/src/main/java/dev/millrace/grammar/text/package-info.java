/// Texts as parsers read them, with the places of their mistakes.
@org.jspecify.annotations.NullMarked
package dev.millrace.grammar.text;
