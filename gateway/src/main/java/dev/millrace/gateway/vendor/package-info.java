/// Vendors as rows of data: where each is, what it speaks, how it is paid and how it differs from
/// those whose protocols it speaks.
@NullMarked
package dev.millrace.gateway.vendor;

import org.jspecify.annotations.NullMarked;
