package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.dialect.openai.responses.Responses;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.tenant.Tenant;
import dev.millrace.llm.Lexicon;
import dev.millrace.llm.Refused;
import java.util.LinkedHashMap;

/// `POST /v1/responses/input_tokens`: how long the input of a request is. Costs nothing. A model that
/// runs in this process counts itself; of any other it is an estimate, as the header
/// `x-millrace-count` says.
final class ResponseTokens implements Endpoint {
  private final Responses dialect;
  private final Profile profile;
  private final Rooms rooms;
  private final Aside aside;

  /// @param aside where inputs are counted, which takes as long as they are
  ResponseTokens(Responses dialect, Profile profile, Rooms rooms, Aside aside) {
    this.dialect = dialect;
    this.profile = profile;
    this.rooms = rooms;
    this.aside = aside;
  }

  @Override
  public void serve(Arrival arrival, Client client) {
    var errors = new ErrorWriter(profile, arrival.name(), dialect.surface());
    try {
      Plan plan = plan(arrival);
      Plan.Try first = plan.attempts().getFirst();
      first
          .target()
          .lexicon()
          .ifPresentOrElse(
              lexicon ->
                  aside.run(
                      client.loop(),
                      () -> exact(lexicon, first),
                      tokens -> tell(tokens, "exact", plan, client),
                      failure -> errors.write(failure, client)),
              () -> tell(estimated(first), "estimated", plan, client));
    } catch (Refused refused) {
      errors.write(refused.failure(), client);
    }
  }

  private Plan plan(Arrival arrival) {
    Tenant tenant = rooms.admission().admit(arrival.headers());
    var door = new Intake.Door(profile, dialect.surface(), dialect::read);
    var intake = Intake.of(arrival, tenant.key(), door);
    return rooms.planner().plan(intake.asked().requests(), intake.terms());
  }

  private static int exact(Lexicon lexicon, Plan.Try attempt) {
    return attempt.requests().stream().mapToInt(request -> lexicon.tokens(request).size()).sum();
  }

  private static int estimated(Plan.Try attempt) {
    return attempt.requests().stream().mapToInt(Estimate::prompt).sum();
  }

  private static void tell(int tokens, String how, Plan plan, Client client) {
    var json = new JsonWriter().object().field("object", "response.input_tokens");
    byte[] body = json.field("input_tokens", tokens).endObject().bytes();
    var headers = new LinkedHashMap<>(Headers.json(Headers.compact(plan.receipt())));
    headers.put("x-millrace-count", how);
    client.answer(200, headers, body);
  }
}
