/// Those who answer: vendors over the network, as rows of data, and the embedded engine.
@NullMarked
package dev.millrace.gateway.provider;

import org.jspecify.annotations.NullMarked;
