/// What clients of every dialect may say about who is to answer.
@NullMarked
package dev.millrace.gateway.dialect.preference;

import org.jspecify.annotations.NullMarked;
