/// Grammars as SGLang, XGrammar and llama.cpp (GBNF) write them.
@org.jspecify.annotations.NullMarked
package dev.millrace.grammar.ebnf;
