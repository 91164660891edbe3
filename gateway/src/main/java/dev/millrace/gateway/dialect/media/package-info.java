/// Pictures, sounds and documents as they stand in a request: base64, data URLs, and what the bytes
/// really are.
@NullMarked
package dev.millrace.gateway.dialect.media;

import org.jspecify.annotations.NullMarked;
