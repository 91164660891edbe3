package dev.millrace.gateway.call;

import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.vault.Vault;
import dev.millrace.llm.Request;
import java.util.List;

/// What the vault does for the calls of an account.
///
/// @param forgetful whether nothing of the call may be kept; then it does nothing
record Recalled(Vault vault, String account, boolean forgetful) {
  /// The plan with what its client has forgotten.
  Plan restored(Plan plan) {
    return forgetful
        ? plan
        : plan.each(attempt -> new Restoring(vault, account, attempt).restored());
  }

  /// Who hears the call, to keep of it what its client may forget.
  Witness.Hearing hearing(List<Request> requests) {
    boolean several = requests.size() > 1; // texts, whose answers have no thoughts
    return forgetful || several
        ? Witness.DEAF
        : new Recollection(vault, account, requests.getFirst());
  }
}
