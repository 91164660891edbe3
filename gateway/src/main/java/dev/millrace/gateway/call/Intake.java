package dev.millrace.gateway.call;

import dev.millrace.gateway.dialect.Asked;
import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Reading;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.preference.Taken;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.profile.Opening;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.route.Plan;
import dev.millrace.gateway.route.Terms;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// A request that has been read, and on what terms it is to be planned.
///
/// @param document what the client sent
/// @param opening what its profile made of it
/// @param asked what its dialect made of the rest
record Intake(Json.Fields document, Opening opening, Asked asked, Terms terms) {
  /// How a dialect reads.
  interface Reader extends BiFunction<Json.Fields, Reading, Asked> {}

  /// Where a request came.
  record Door(Profile profile, Surface surface, Reader reader) {}

  /// Reads a request.
  ///
  /// @param account whose request it is
  /// @throws Refused if something is wrong with it
  static Intake of(Arrival arrival, String account, Door door) {
    var demands = Demands.of(arrival);
    var document = JsonReader.readObject(arrival.body());
    var intake = of(document, account, door, arrival.headers());
    var terms =
        intake
            .terms()
            .withZeroRetention(demands.zeroRetention())
            .withRegions(demands.regions())
            .withRepairs(demands.repairs());
    return new Intake(document, intake.opening(), intake.asked(), terms);
  }

  /// Reads a request whose headers demand nothing of who answers.
  ///
  /// @param account whose request it is
  /// @param headers by lower-case name
  /// @throws Refused if something is wrong with it
  static Intake of(Json.Fields document, String account, Door door, Map<String, String> headers) {
    var profile = door.profile();
    var wish = Optional.ofNullable(headers.get("x-millrace-params"));
    var unknown = profile.unknownFields(door.surface(), wish);
    Opening opening = profile.open(door.surface(), document, headers);
    var taken = Taken.of(Betas.in(opening.body(), door.surface(), headers), unknown);
    var reading = new Reading(unknown, profile.habits(), account);
    Asked asked = door.reader().apply(taken.body(), reading);
    List<Note> notes =
        Stream.of(opening.notes(), taken.notes(), asked.notes()).flatMap(List::stream).toList();
    var session =
        new Sessions(headers, opening.labels())
            .of(taken.preferences(), asked.requests().getFirst());
    var terms =
        new Terms(unknown, profile.habits(), false, notes)
            .withPreferences(taken.preferences())
            .withSession(session.map(name -> account + "\n" + name));
    return new Intake(document, opening, asked, terms);
  }

  /// What the answer of an attempt calls its model: as the client does. A surface may have put
  /// another name in the place of the client's.
  String called(Plan.Try attempt) {
    String name = attempt.asked();
    return name.equals(asked.model()) ? Inference.called(document, name) : name;
  }
}
