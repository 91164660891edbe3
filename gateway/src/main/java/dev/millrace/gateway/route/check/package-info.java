/// Holds answers to what their upstreams cannot hold them to: reads them as they come, cuts them where
/// they go wrong, and has them mended.
@NullMarked
package dev.millrace.gateway.route.check;

import org.jspecify.annotations.NullMarked;
