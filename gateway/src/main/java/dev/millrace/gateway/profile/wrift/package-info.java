/// What Wrift's surface does differently.
@NullMarked
package dev.millrace.gateway.profile.wrift;

import org.jspecify.annotations.NullMarked;
