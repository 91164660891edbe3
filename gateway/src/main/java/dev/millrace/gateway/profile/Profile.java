package dev.millrace.gateway.profile;

import dev.millrace.gateway.dialect.Card;
import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.Models;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.Map;
import java.util.Optional;

/// What one vendor's surface does differently. Stateless but for the making of ids; thread-safe.
public interface Profile {
  /// A fresh id for an answer.
  ///
  /// @param prefix how ids of its dialect begin, as `chatcmpl-`
  String newId(String prefix);

  /// What to do about fields that nobody knows.
  ///
  /// @param wish the header `X-Millrace-Params`, if it was sent
  Unknown unknownFields(Surface surface, Optional<String> wish);

  /// How a failure looks.
  ErrorBody error(Failure failure, String requestId, Surface surface);

  /// Writes what is told of a model, as one object.
  default void card(Card card, JsonWriter json) {
    Models.full(card, json);
  }

  /// What an answer calls its model.
  ///
  /// @param asked its name in the request
  /// @param id its name on its card
  default String called(String asked, String id) {
    return asked;
  }

  /// How answers are written.
  Style style();

  /// What is done where a request leaves it unsaid.
  Habits habits();

  /// Takes out of a request what is this vendor's alone.
  ///
  /// @param surface where it came
  /// @param headers by lower-case name
  /// @throws Refused if something of that is wrong
  default Opening open(Surface surface, Json.Fields body, Map<String, String> headers) {
    return Opening.of(body);
  }

  /// What the answer of an id has in its headers, by lower-case name.
  ///
  /// @param id as [#newId] made it
  /// @param path where the request came
  default Map<String, String> headers(String id, String path) {
    return Map.of();
  }
}
