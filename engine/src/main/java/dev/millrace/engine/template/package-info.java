/// Chat templates: a conversation becomes a prompt. A small interpreter of the Jinja subset that
/// they are written in, which can do nothing else.
@org.jspecify.annotations.NullMarked
package dev.millrace.engine.template;
