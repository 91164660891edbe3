/// What models say beside words: thoughts and calls of tools, in the markup of their family. Read out
/// of an answer as it comes ([SpeechReader]), and demanded of one as a form ([ToolForms]).
@org.jspecify.annotations.NullMarked
package dev.millrace.engine.speech;
