/// The network: routes, bodies and clients' connections on one side, connections to providers on the
/// other. Nothing outside knows the library that it stands on.
@NullMarked
package dev.millrace.gateway.http;

import org.jspecify.annotations.NullMarked;
