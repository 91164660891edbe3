/// What Wafer does differently.
@NullMarked
package dev.millrace.gateway.profile.wafer;

import org.jspecify.annotations.NullMarked;
