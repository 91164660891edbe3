/// Many requests at one model: who is computed when, in which memory, and what the readers are told.
@org.jspecify.annotations.NullMarked
package dev.millrace.engine.schedule;
