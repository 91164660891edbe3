package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.tenant.Tenant;
import dev.millrace.llm.Refused;

/// Where a model is asked to say something, in one dialect: from bytes to a running [Call].
public final class Inference implements Endpoint {
  private final Dialect dialect;
  private final Profile profile;
  private final Rooms rooms;

  public Inference(Dialect dialect, Profile profile, Rooms rooms) {
    this.dialect = dialect;
    this.profile = profile;
    this.rooms = rooms;
  }

  @Override
  public void serve(Arrival arrival, Client client) {
    var errors = new ErrorWriter(profile, arrival.id(), dialect.prompt());
    try {
      open(arrival, client, errors).start();
    } catch (Refused refused) {
      errors.write(refused.failure(), client);
    }
  }

  private Call open(Arrival arrival, Client client, ErrorWriter errors) {
    Tenant tenant = rooms.admission().admit(arrival.headers());
    var unknown = profile.unknownFields(arrival.header("x-millrace-params"));
    Asked asked = dialect.read(JsonReader.readObject(arrival.body()), unknown);
    Plan plan = rooms.planner().plan(asked.requests(), asked.dropped());
    var naming =
        new Naming(profile.newId(dialect.prefix()), asked.model(), rooms.clock().instant());
    var writer = asked.writer().apply(naming);
    var receipt = plan.receipt();
    Answer answer =
        asked.stream()
            ? new StreamedAnswer(client, writer.stream(), Headers.stream(receipt), errors)
            : new WholeAnswer(client, writer, Headers.json(receipt), errors);
    var meter = new Meter(asked.requests());
    var worst = meter.worst(plan.model().window());
    var tab = new Tab(rooms, arrival.id(), tenant.key(), plan.model(), worst);
    return new Call(tab, meter, plan, client, answer);
  }
}
