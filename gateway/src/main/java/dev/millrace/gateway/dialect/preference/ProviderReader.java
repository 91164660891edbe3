package dev.millrace.gateway.dialect.preference;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.openai.request.Rest;
import dev.millrace.gateway.dialect.preference.Preferences.Ceiling;
import dev.millrace.gateway.dialect.preference.Preferences.Sort;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the field `provider`.
///
/// @param rest is told of what cannot be honoured
record ProviderReader(Rest rest) {
  private static final int MOST_NAMES = 64;
  private static final int MOST_PLACES = 30;
  private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000);

  /// @param body the whole request
  Preferences read(Members body, List<String> models, Optional<String> session) {
    var none = Members.of(new Json.Fields(Map.of()));
    var provider = body.find("provider").map(Value::object).orElse(none);
    var only = names(provider, "only");
    var preferences =
        new Preferences(
            models,
            List.copyOf(names(provider, "order")),
            only.isEmpty() ? Optional.empty() : Optional.of(only),
            names(provider, "ignore"),
            provider.find("allow_fallbacks").map(Value::bool).orElse(true),
            provider.find("sort").map(this::sort),
            provider.find("max_price").map(this::ceiling).orElseGet(Ceiling::none),
            keepsNothing(provider),
            provider.isOn("require_parameters"),
            session);
    rest.of(provider);
    return preferences;
  }

  private static Set<String> names(Members provider, String field) {
    var names = new LinkedHashSet<String>();
    var items = provider.find(field).map(Value::items).orElse(List.of());
    if (items.size() > MOST_NAMES) {
      throw provider
          .need(field)
          .refuse(Problem.OUT_OF_RANGE, "must hold at most " + MOST_NAMES + " names");
    }
    items.forEach(item -> names.add(Taken.name(item).toLowerCase(Locale.ROOT)));
    return names;
  }

  /// Either a word, or an object with the word in `by`. (2026-11)
  private Sort sort(Value given) {
    if (!(given.json() instanceof Json.Fields)) {
      return word(given);
    }
    var members = given.object();
    members
        .find("partition")
        .filter(partition -> !partition.text().equals("model"))
        .ifPresent(partition ->
            rest.unsupported(partition, "can only be \"model\": models keep their order"));
    var sort = word(members.need("by"));
    rest.of(members);
    return sort;
  }

  private Sort word(Value given) {
    var sort = Stream.of(Sort.values()).filter(one -> one.word().equals(given.text())).findFirst();
    if (sort.equals(Optional.of(Sort.THROUGHPUT))) {
      rest.note(
          new Note(
              given.path(),
              Note.Fate.EMULATED,
              "throughput is not measured; who begins to answer soonest is asked first"));
    }
    return sort.orElseThrow(() ->
        given.outside(
            Stream.of(Sort.values())
                .map(one -> '"' + one.word() + '"')
                .collect(Collectors.joining(", "))));
  }

  /// Nothing is charged by the request or the image.
  private Ceiling ceiling(Value given) {
    var most = given.object();
    var ceiling = new Ceiling(nanos(most, "prompt"), nanos(most, "completion"));
    List.of("request", "image").forEach(name -> nanos(most, name));
    rest.of(most);
    return ceiling;
  }

  private static OptionalLong nanos(Members most, String name) {
    var given = most.find(name);
    return given.isEmpty() ? OptionalLong.empty() : OptionalLong.of(nanos(given.get()));
  }

  /// Dollars per million tokens, as a number or as text.
  private static long nanos(Value given) {
    var dollars = dollars(given);
    boolean endless = dollars.scale() > MOST_PLACES;
    if (endless || dollars.signum() < 0 || dollars.compareTo(MOST_DOLLARS) > 0) {
      throw given.outside("0 to " + MOST_DOLLARS + " dollars per million tokens");
    }
    return dollars.movePointRight(9).setScale(0, RoundingMode.DOWN).longValueExact();
  }

  private static BigDecimal dollars(Value given) {
    try {
      return given.json() instanceof Json.Numeral(var number)
          ? number
          : new BigDecimal(given.text().strip());
    } catch (NumberFormatException _) {
      throw given.outside("a number of dollars per million tokens");
    }
  }

  private static boolean keepsNothing(Members provider) {
    boolean denied = denied(provider);
    return provider.isOn("zdr") || denied;
  }

  private static boolean denied(Members provider) {
    var given = provider.find("data_collection");
    return given.isPresent()
        && switch (given.get().text()) {
          case "allow" -> false;
          case "deny" -> true;
          default -> throw given.get().outside("\"allow\" or \"deny\"");
        };
  }
}
