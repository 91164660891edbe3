/// From a request to the upstreams that may answer it, and what happens when they do not.
@NullMarked
package dev.millrace.gateway.route;

import org.jspecify.annotations.NullMarked;
