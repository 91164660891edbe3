/// The examples of the vendors' documents, as files under `vendor/`.
@NullMarked
package dev.millrace.clients.vendor;

import org.jspecify.annotations.NullMarked;
