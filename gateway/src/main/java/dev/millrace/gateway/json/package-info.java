/// JSON from bytes, to bytes, and read member by member. The only importer of the JSON library.
@NullMarked
package dev.millrace.gateway.json;

import org.jspecify.annotations.NullMarked;
