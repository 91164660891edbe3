package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Dialect;
import dev.millrace.gateway.dialect.Naming;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.profile.Opening;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.route.Meter;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.route.Relay;
import dev.millrace.gateway.tenant.Tenant;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Where a model is asked to say something, in one dialect: from bytes to a running [Call].
public final class Inference implements Endpoint {
  private final Dialect dialect;
  private final Profile profile;
  private final Rooms rooms;
  private final Witness witness;

  public Inference(Dialect dialect, Profile profile, Rooms rooms) {
    this(dialect, profile, rooms, Witness.none());
  }

  /// @param witness looks on at every call
  public Inference(Dialect dialect, Profile profile, Rooms rooms, Witness witness) {
    this.dialect = dialect;
    this.profile = profile;
    this.rooms = rooms;
    this.witness = witness;
  }

  @Override
  public void serve(Arrival arrival, Client client) {
    var errors = new ErrorWriter(profile, arrival.name(), dialect.surface());
    try {
      open(arrival, client, errors).start();
    } catch (Refused refused) {
      new Sender(rooms, arrival).refuse(refused.failure(), errors, client);
    }
  }

  private Call open(Arrival arrival, Client client, ErrorWriter errors) {
    Tenant tenant = rooms.admission().admit(arrival.headers());
    var door = new Intake.Door(profile, dialect.surface(), dialect::read);
    var intake = Intake.of(arrival, tenant.key(), door);
    boolean full = Demands.of(arrival).fullReceipt();
    Asked asked = intake.asked();
    Opening opening = intake.opening();
    var recalled = new Recalled(rooms.vault(), tenant.key(), intake.terms().forgetful());
    Plan plan = recalled.restored(rooms.planner().plan(asked.requests(), intake.terms()));
    Function<Plan.Try, String> called =
        attempt -> profile.called(intake.called(attempt), attempt.place().model().id());
    var naming = naming(called.apply(plan.first()), opening);
    var meter = new Meter(asked.requests());
    var origin =
        new Sender(rooms, arrival)
            .origin(tenant.key(), asked.model(), asked.stream(), opening.labels());
    var tab = new Tab(rooms, origin, plan.worst(meter));
    var more = profile.headers(naming.id(), arrival.path());
    var voices = new Voices(asked, plan, called.andThen(naming::withModel), full, more);
    var way = rooms.links().way(intake.document(), client.loop());
    var task = new Relay.Task(rooms.relays(), plan, meter, way);
    var call = new Call(tab, task, client, answer(voices, client, errors.with(more)));
    var hearing =
        witness.began(
            new Witness.Beginning(
                arrival.id(),
                tenant,
                intake.document(),
                opening.labels(),
                plan.model(),
                asked,
                naming,
                voices.namings(),
                Headers.receipt(plan.first(), full),
                client.loop(),
                call::cancel));
    call.heardBy(Witness.both(recalled.hearing(asked.requests()), hearing));
    return call;
  }

  /// A surface may have put another name in the place of the client's.
  static String called(Json.Fields document, String resolved) {
    return document.get("model").orElse(new Json.Null()) instanceof Json.Text(var name)
        ? name
        : resolved;
  }

  private Naming naming(String model, Opening opening) {
    return new Naming(
        profile.newId(dialect.prefix()),
        model,
        rooms.clock().instant(),
        profile.style(),
        opening.members());
  }

  private static Answer answer(Voices voices, Client client, ErrorWriter errors) {
    var first = voices.plan().first();
    return voices.asked().stream()
        ? new StreamedAnswer(client, voices, first, errors)
        : new WholeAnswer(client, voices, first, errors);
  }

  static List<Note> joined(List<Note> some, List<Note> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
