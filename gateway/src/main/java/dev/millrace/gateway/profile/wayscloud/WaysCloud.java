package dev.millrace.gateway.profile.wayscloud;

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

/// WAYSCloud's surface: parameters that it does not know are accepted, thoughts come as metadata,
/// too, and whether a model thinks is the model's affair.
public final class WaysCloud implements Profile {
  private final Standard standard;

  public WaysCloud(InstantSource clock) {
    this.standard = new Standard(clock);
  }

  @Override
  public String newId(String prefix) {
    return standard.newId(prefix);
  }

  @Override
  public Unknown unknownFields(Surface surface, Optional<String> wish) {
    return standard.unknownFields(surface, Optional.of(wish.orElse("lenient")));
  }

  @Override
  public ErrorBody error(Failure failure, String requestId, Surface surface) {
    return standard.error(failure, requestId, surface);
  }

  @Override
  public Style style() {
    return new Style(StreamedUsage.LAST, true, false, true);
  }

  @Override
  public Habits habits() {
    return new Habits(true, Reasoning.Mode.UNSAID);
  }
}
