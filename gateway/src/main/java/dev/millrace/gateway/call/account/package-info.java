/// What an account has done, as Wafer's clients ask for it.
@NullMarked
package dev.millrace.gateway.call.account;

import org.jspecify.annotations.NullMarked;
