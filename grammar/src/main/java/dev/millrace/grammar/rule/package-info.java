/// What every kind of constraint is translated to before it is compiled: rules over characters.
@org.jspecify.annotations.NullMarked
package dev.millrace.grammar.rule;
