package dev.millrace.gateway.profile.wayscloud;

import dev.millrace.gateway.dialect.Card;
import dev.millrace.gateway.dialect.ErrorBody;
import dev.millrace.gateway.dialect.Habits;
import dev.millrace.gateway.dialect.Style;
import dev.millrace.gateway.dialect.Style.StreamedUsage;
import dev.millrace.gateway.dialect.Surface;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.openai.Models;
import dev.millrace.gateway.json.JsonWriter;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.gateway.profile.Opening;
import dev.millrace.gateway.profile.Profile;
import dev.millrace.gateway.profile.Standard;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Reasoning;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// WAYSCloud's surface: parameters that it does not know are accepted, thoughts come as metadata,
/// too, and whether a model thinks is the model's affair.
public final class WaysCloud implements Profile {
  private final Standard standard;
  private final Optional<String> seller;
  private final List<String> regions;

  /// @param seller who is said to own the models, if not who does
  /// @param regions where requests may ask to be served, in the order in which they are told
  public WaysCloud(InstantSource clock, Optional<String> seller, List<String> regions) {
    this.standard = new Standard(clock);
    this.seller = seller;
    this.regions = List.copyOf(regions);
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
  public void card(Card card, JsonWriter json) {
    json.object();
    Models.core(seller.map(card::ownedBy).orElse(card), json);
    json.endObject();
  }

  @Override
  public Style style() {
    return new Style(StreamedUsage.LAST, true, false, true);
  }

  @Override
  public Habits habits() {
    return new Habits(true, Reasoning.Mode.UNSAID);
  }

  @Override
  public Opening open(Surface surface, Json.Fields body, Map<String, String> headers) {
    var members = Members.of(body);
    var labels = new LinkedHashMap<String, String>();
    members.text("agent_id").ifPresent(agent -> labels.put("agent_id", agent));
    members.find("region").ifPresent(this::check);
    var rest = new LinkedHashMap<>(body.values());
    rest.remove("agent_id");
    rest.remove("region");
    return new Opening(new Json.Fields(rest), Map.of(), List.of(), labels);
  }

  private void check(Value region) {
    if (!regions.contains(region.text().toLowerCase(Locale.ROOT))) {
      throw region.refuse(
          Problem.OUT_OF_RANGE, "is not served; there is " + String.join(", ", regions));
    }
  }
}
