/// What a vendor's surface does differently from the others.
@NullMarked
package dev.millrace.gateway.profile;

import org.jspecify.annotations.NullMarked;
