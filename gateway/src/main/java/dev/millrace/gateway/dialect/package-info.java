/// Wire protocols, as code: each turns its own JSON into the vocabulary and back.
@NullMarked
package dev.millrace.gateway.dialect;

import org.jspecify.annotations.NullMarked;
