/// Who may call, and the keys they are known by.
@NullMarked
package dev.millrace.gateway.tenant;

import org.jspecify.annotations.NullMarked;
