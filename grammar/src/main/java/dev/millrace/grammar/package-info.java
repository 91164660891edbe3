/// Constraints as others use them: a [Language] is compiled once, a [Matcher] reads one text of it.
@org.jspecify.annotations.NullMarked
package dev.millrace.grammar;
