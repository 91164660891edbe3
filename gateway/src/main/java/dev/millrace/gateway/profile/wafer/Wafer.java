package dev.millrace.gateway.profile.wafer;

import dev.millrace.gateway.dialect.Card;
import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.Style.StreamedUsage;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.profile.Opening;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reasoning;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Wafer's surface: strict about parameters, usage on every chunk of a stream, tool calls whole.
public final class Wafer implements Profile {
  private final Standard standard;
  private final Errors errors;

  /// @param docs where errors are explained, if anywhere
  public Wafer(InstantSource clock, Optional<String> docs) {
    this.standard = new Standard(clock);
    this.errors = new Errors(docs);
  }

  @Override
  public String newId(String prefix) {
    return standard.newId(prefix);
  }

  @Override
  public Unknown unknownFields(Surface surface, Optional<String> wish) {
    return standard.unknownFields(surface, wish);
  }

  @Override
  public ErrorBody error(Failure failure, String requestId, Surface surface) {
    return errors.write(failure, requestId, surface);
  }

  @Override
  public void card(Card card, JsonWriter json) {
    Cards.write(card, json);
  }

  @Override
  public String called(String asked, String id) {
    return id;
  }

  @Override
  public Style style() {
    return new Style(StreamedUsage.EVERY_CHUNK, true, false, false);
  }

  @Override
  public Habits habits() {
    return new Habits(true, Reasoning.Mode.OFF);
  }

  @Override
  public Opening open(Surface surface, Json.Fields body, Map<String, String> headers) {
    Requests.check(body);
    return Opening.of(Requests.metered(body));
  }
}
