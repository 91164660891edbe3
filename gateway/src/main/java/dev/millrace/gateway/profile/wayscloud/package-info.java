/// What WAYSCloud does differently.
@NullMarked
package dev.millrace.gateway.profile.wayscloud;

import org.jspecify.annotations.NullMarked;
