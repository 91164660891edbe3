package dev.millrace.gateway.vendor;

import dev.millrace.gateway.dialect.anthropic.Host;
import dev.millrace.gateway.yaml.Fields;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a row.
///
/// @param row its keys
record VendorReader(String name, Fields row) {
  /// Tokens of an answer that every server takes.
  private static final long LONGEST = 4_096;

  Vendor read() {
    var vendor =
        new Vendor(
            name,
            row.required("title").orElse(name),
            row.required("docs").orElse(""),
            row.required("checked").orElse(""),
            key(row.group("key")),
            settings(),
            endpoints(),
            row.text("models"),
            row.text("proof"),
            features(),
            row.has("chat") ? new ChatReader(row.group("chat")).read() : Chat.usual(),
            row.has("messages") ? Optional.of(messages(row.group("messages"))) : Optional.empty(),
            data(row.group("data")));
    row.end();
    return vendor;
  }

  private static Host messages(Fields messages) {
    String maker = messages.required("maker").orElse("");
    long longest = messages.whole("longest", 1, Integer.MAX_VALUE).orElse(LONGEST);
    messages.end();
    return Host.like(maker, (int) longest);
  }

  private static Key key(Fields key) {
    Optional<String> header = key.text("header").map(word -> word.toLowerCase(Locale.ROOT));
    var kind = header.isPresent() ? Key.Kind.HEADER : Words.of(key, "sent", Key.Kind.BEARER);
    boolean needed = key.flag("needed").orElse(kind == Key.Kind.BEARER || header.isPresent());
    var variables = List.copyOf(key.texts("from").values());
    key.end();
    return new Key(kind, header.orElse(""), variables, needed);
  }

  private Set<Feature> features() {
    var features = EnumSet.noneOf(Feature.class);
    for (String word : row.texts("features").values()) {
      Words.known(row, "features", word, Feature.class).ifPresent(features::add);
    }
    return features;
  }

  private static DataPolicy data(Fields data) {
    var policy =
        new DataPolicy(
            Words.of(data, "zdr", DataPolicy.Zdr.UNKNOWN),
            data.text("source").orElse(""),
            data.text("checked").orElse(""));
    data.end();
    return policy;
  }

  private Map<String, Setting> settings() {
    var settings = new LinkedHashMap<String, Setting>();
    row.named("settings")
        .forEach((word, fields) -> {
          var variables = List.copyOf(fields.texts("from").values());
          settings.put(word, new Setting(fields.text("unsaid"), variables));
          fields.end();
        });
    return settings;
  }

  private List<Endpoint> endpoints() {
    return row.groups("endpoints").stream().map(VendorReader::endpoint).toList();
  }

  private static Endpoint endpoint(Fields fields) {
    var endpoint =
        new Endpoint(
            fields.required("dialect").orElse(""),
            fields.required("base-url").orElse(""),
            fields.group("where").allTexts());
    fields.end();
    return endpoint;
  }
}
