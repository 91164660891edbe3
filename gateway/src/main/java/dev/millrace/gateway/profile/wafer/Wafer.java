package dev.millrace.gateway.profile.wafer;

import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.Style.StreamedUsage;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Reasoning;
import java.time.InstantSource;
import java.util.Optional;

/// Wafer's surface: strict about parameters, usage on every chunk of a stream, tool calls whole.
public final class Wafer implements Profile {
  private final Standard standard;

  public Wafer(InstantSource clock) {
    this.standard = new Standard(clock);
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
    return standard.error(failure, requestId, surface);
  }

  @Override
  public Style style() {
    return new Style(StreamedUsage.EVERY_CHUNK, true, false, false);
  }

  @Override
  public Habits habits() {
    return new Habits(true, Reasoning.Mode.OFF);
  }
}
