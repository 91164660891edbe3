package dev.millrace.gateway.config;

import dev.millrace.gateway.vendor.Endpoint;
import dev.millrace.gateway.vendor.Key;
import dev.millrace.gateway.vendor.Vendor;
import dev.millrace.gateway.vendor.Vendors;
import dev.millrace.gateway.yaml.Closest;
import dev.millrace.gateway.yaml.Fields;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a provider takes from the row of its vendor: whatever it does not say itself.
///
/// @param baseUrl what it said, else the row's with its placeholders filled; absent after a problem
/// @param own the address of the row, if there is one; keys of the vendor go nowhere else
record Row(
    Optional<Vendor> vendor,
    Dialect dialect,
    Map<String, String> settings,
    Optional<String> baseUrl,
    Optional<String> own) {
  private static final Key NOBODY = new Key(Key.Kind.BEARER, "", List.of(), false);

  /// They become part of addresses.
  private static final Pattern SETTING =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

  private static final Pattern OPEN = Pattern.compile("\\{([a-z-]+)}");

  static Row read(Fields fields, Map<String, String> environment) {
    var vendor = fields.text("vendor").flatMap(name -> vendor(fields, name));
    var said = settings(fields, vendor);
    var settings = vendor.map(row -> row.settle(said, environment)).orElse(said);
    check(fields, settings);
    var dialect = dialect(fields, vendor);
    var own = vendor.flatMap(row -> row.endpoint(dialect.word(), settings)).map(Endpoint::base);
    var filled = own.map(base -> Endpoint.filled(base, settings));
    boolean senseless = fields.has("vendor") && vendor.isEmpty();
    var baseUrl =
        fields
            .text("base-url")
            .or(() -> senseless ? Optional.empty() : address(fields, dialect, filled));
    return new Row(vendor, dialect, settings, baseUrl, filled);
  }

  /// How the vendor is shown who asks, if it is the vendor that lives at that address.
  Key ownKey(URI address) {
    var key = vendor.map(Vendor::key).orElse(NOBODY);
    boolean ours =
        own.filter(base -> !OPEN.matcher(base).find())
            .map(URI::create)
            .filter(base -> isAt(base, address))
            .isPresent();
    return ours ? key : new Key(key.kind(), key.header(), List.of(), false);
  }

  private static boolean isAt(URI own, URI address) {
    return own.getScheme().equals(address.getScheme())
        && own.getAuthority().equalsIgnoreCase(address.getAuthority());
  }

  private static Optional<Vendor> vendor(Fields fields, String name) {
    var vendor = Vendors.find(name);
    if (vendor.isEmpty()) {
      fields.problem(
          "vendor", "is not known: `" + name + "`" + Closest.hint(name, Vendors.names()));
    }
    return vendor;
  }

  private static Dialect dialect(Fields fields, Optional<Vendor> vendor) {
    var said = fields.text("dialect");
    var word = said.or(() -> vendor.map(row -> row.dialects().getFirst()));
    if (word.isEmpty()) {
      return Dialect.OPENAI_CHAT;
    }
    var dialect = Dialect.of(word.get());
    if (dialect.isEmpty()) {
      fields.problem(
          said.isPresent() ? "dialect" : "vendor",
          "is not known: `" + word.get() + "`" + Closest.hint(word.get(), Dialect.words()));
    }
    return dialect.orElse(Dialect.OPENAI_CHAT);
  }

  private static Map<String, String> settings(Fields fields, Optional<Vendor> vendor) {
    var group = fields.group("settings");
    var known = new TreeSet<String>();
    vendor.ifPresent(row -> known.addAll(row.settings().keySet()));
    var settings = new LinkedHashMap<String, String>();
    group
        .allTexts()
        .forEach((name, value) -> {
          if (known.contains(name)) {
            settings.put(name, value);
          } else {
            group.problem(name, unknown(vendor) + Closest.hint(name, known));
          }
        });
    return settings;
  }

  private static void check(Fields fields, Map<String, String> settings) {
    settings.forEach((name, value) -> {
      if (!SETTING.matcher(value).matches()) {
        String where = fields.group("settings").has(name) ? "" : ", as its variable says it,";
        fields.problem(
            "settings",
            "has no good `" + name + "`" + where + ": letters and digits are, with . _ - between");
      }
    });
  }

  private static String unknown(Optional<Vendor> vendor) {
    return vendor
        .map(row -> "is no setting of " + row.title())
        .orElse("is a setting of no vendor; say `vendor` first");
  }

  private static Optional<String> address(Fields fields, Dialect dialect, Optional<String> filled) {
    if (filled.isEmpty()) {
      fields.problem(
          "base-url",
          fields.has("vendor")
              ? "is missing: the vendor has no address for the dialect `" + dialect.word() + "`"
              : "is missing; say it, or `vendor`");
      return Optional.empty();
    }
    var open = OPEN.matcher(filled.get());
    if (open.find()) {
      fields.problem("settings", "must say `" + open.group(1) + "`, a part of " + filled.get());
      return Optional.empty();
    }
    return filled;
  }
}
