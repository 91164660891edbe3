/// The rules of the house that a machine can check, each saying what to do instead.
@NullMarked
package dev.millrace.rules;

import org.jspecify.annotations.NullMarked;
