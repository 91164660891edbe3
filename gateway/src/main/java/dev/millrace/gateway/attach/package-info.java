/// Links in requests: fetched where their bytes are needed, from the public internet alone. It sees
/// `dialect` for what the bytes of a file tell; whoever owns the network implements [Carrier].
@NullMarked
package dev.millrace.gateway.attach;

import org.jspecify.annotations.NullMarked;
