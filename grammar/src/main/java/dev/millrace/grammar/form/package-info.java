/// Every form of constraint, translated into rules.
@org.jspecify.annotations.NullMarked
package dev.millrace.grammar.form;
