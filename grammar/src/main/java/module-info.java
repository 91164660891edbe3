/// What an answer must look like: JSON Schema, EBNF, regular expressions and choices, compiled into
/// one automaton over bytes, and the tokens of a vocabulary that it lets pass.
@org.jspecify.annotations.NullMarked
module dev.millrace.grammar {
  requires transitive dev.millrace.llm;
  requires static transitive org.jspecify;

  exports dev.millrace.grammar;
}
