/// What Bud's surface does differently, which is much of TensorZero's.
@NullMarked
package dev.millrace.gateway.profile.bud;

import org.jspecify.annotations.NullMarked;
