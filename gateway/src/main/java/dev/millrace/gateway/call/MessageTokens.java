package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.anthropic.Messages;
import dev.millrace.gateway.dialect.openai.chat.Estimate;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.tenant.Tenant;
import dev.millrace.llm.Lexicon;
import dev.millrace.llm.Refused;
import dev.millrace.llm.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// `POST /v1/messages/count_tokens`: how long a prompt is. Costs nothing. A model that runs in this
/// process counts itself; of any other it is an estimate, as the header `x-millrace-count` says.
public final class MessageTokens implements Endpoint {
  private final Messages dialect;
  private final Profile profile;
  private final Rooms rooms;
  private final Aside aside;

  /// @param aside where prompts are counted, which takes as long as they are
  public MessageTokens(Messages dialect, Profile profile, Rooms rooms, Aside aside) {
    this.dialect = dialect;
    this.profile = profile;
    this.rooms = rooms;
    this.aside = aside;
  }

  @Override
  public void serve(Arrival arrival, Client client) {
    var errors = new ErrorWriter(profile, arrival.name(), dialect.surface());
    try {
      count(arrival, new Numbered(client, arrival.name()), errors);
    } catch (Refused refused) {
      errors.write(refused.failure(), client);
    }
  }

  private void count(Arrival arrival, Client client, ErrorWriter errors) {
    var demands = Demands.of(arrival);
    Plan plan = plan(arrival);
    var receipt = Headers.receipt(plan.first(), demands.fullReceipt());
    Plan.Try first = plan.attempts().getFirst();
    Optional<Lexicon> lexicon = first.target().lexicon();
    if (lexicon.isEmpty()) {
      tell(estimated(first.requests()), "estimated", receipt, client);
      return;
    }
    aside.run(
        client.loop(),
        () -> exact(lexicon.get(), first.requests()),
        tokens -> tell(tokens, "exact", receipt, client),
        failure -> errors.write(failure, client));
  }

  private Plan plan(Arrival arrival) {
    Tenant tenant = rooms.admission().admit(arrival.headers());
    var door = new Intake.Door(profile, dialect.surface(), dialect::readCount);
    var intake = Intake.of(arrival, tenant.key(), door);
    return rooms.planner().plan(intake.asked().requests(), intake.terms());
  }

  private static int exact(Lexicon lexicon, List<Request> requests) {
    return requests.stream().mapToInt(request -> lexicon.tokens(request).size()).sum();
  }

  private static int estimated(List<Request> requests) {
    return requests.stream().mapToInt(Estimate::prompt).sum();
  }

  private static void tell(int tokens, String how, Optional<String> receipt, Client client) {
    byte[] body = new JsonWriter().object().field("input_tokens", tokens).endObject().bytes();
    var headers = new LinkedHashMap<>(Headers.json(receipt));
    headers.put("x-millrace-count", how);
    client.answer(200, headers, body);
  }
}
