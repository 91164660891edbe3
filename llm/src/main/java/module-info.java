/// The vocabulary that every other room speaks: requests, events, replies, usage, failures.
@org.jspecify.annotations.NullMarked
module dev.millrace.llm {
  requires static transitive org.jspecify;

  exports dev.millrace.llm;
}
