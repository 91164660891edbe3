/// Regular expressions in the syntax of ECMA 262, with its `u` flag.
@org.jspecify.annotations.NullMarked
package dev.millrace.grammar.regex;
