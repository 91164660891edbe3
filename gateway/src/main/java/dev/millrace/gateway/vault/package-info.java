/// What models thought in earlier turns, kept for clients that do not bring it back.
@NullMarked
package dev.millrace.gateway.vault;

import org.jspecify.annotations.NullMarked;
