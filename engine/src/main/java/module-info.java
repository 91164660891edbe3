/// GGUF inference in pure Java: files, tensors, tokens, templates, models, sampling, scheduling.
@org.jspecify.annotations.NullMarked
module dev.millrace.engine {
  requires dev.millrace.grammar;
  requires transitive dev.millrace.llm;
  requires jdk.incubator.vector;
  requires static transitive org.jspecify;

  exports dev.millrace.engine;
}
