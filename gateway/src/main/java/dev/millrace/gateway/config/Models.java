package dev.millrace.gateway.config;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.config.ModelConfig.Source;
import dev.millrace.gateway.yaml.Fields;
import dev.millrace.gateway.yaml.Place;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the models of one file.
final class Models {
  private static final Pattern NAME = Pattern.compile("[!-~]{1,200}");
  private static final String NAME_RULE =
      "must be 1 to 200 letters, digits or signs of ASCII, without spaces";

  private final Path folder;
  private final Deployments deployments;
  private final Manner usual;
  private final Map<String, Place> taken = new HashMap<>();

  /// @param usual how requests are answered where a model says nothing of it
  Models(Path folder, Set<String> providers, Manner usual) {
    this.folder = folder;
    this.deployments = new Deployments(providers);
    this.usual = usual;
  }

  /// The models of a file; the bundled one alone when it names none.
  List<ModelConfig> read(Fields file) {
    var models = file.groups("models").stream().map(this::model).toList();
    if (!file.has("models")) {
      return List.of(ModelConfig.bundled());
    }
    if (models.isEmpty()) {
      file.problem("models", "names none; leave it out to serve the bundled model");
    }
    return models;
  }

  private ModelConfig model(Fields fields) {
    var name = fields.required("name").orElse("");
    fields.text("name").ifPresent(text -> take(fields, "name", fields.place("name"), text));
    var aliases = fields.texts("aliases");
    aliases.forEach((place, alias) -> take(fields, "aliases", place, alias));
    var source = source(fields);
    var context = fields.whole("context", 1, Integer.MAX_VALUE);
    var price = price(fields, source);
    var traits = new TraitsReader(fields).read();
    var routing = fields.group("routing");
    var manner = new MannerReader(routing, usual).read();
    routing.end();
    fields.end();
    return new ModelConfig(
        name,
        List.copyOf(aliases.values()),
        source,
        context.isPresent() ? OptionalInt.of((int) context.getAsLong()) : OptionalInt.empty(),
        price,
        traits,
        manner);
  }

  // What runs here is free unless said otherwise; what a provider charges for must be priced.
  private static Price price(Fields fields, Source source) {
    var price = Price.read(fields);
    if (price.isEmpty() && source instanceof Source.Hosted) {
      fields.problem(
          "name",
          "has no price: give `price: {input: .., output: ..}` in dollars per million tokens, or"
              + " `free: true`");
    }
    return price.orElseGet(Price.Free::new);
  }

  // Names are found without regard to case, so they must differ in more than that.
  private void take(Fields fields, String key, Place place, String name) {
    if (!NAME.matcher(name).matches()) {
      fields.problem(key, NAME_RULE);
      return;
    }
    var before = taken.putIfAbsent(name.toLowerCase(Locale.ROOT), place);
    if (before != null) {
      fields.problem(key, "`" + name + "` is taken already in line " + before.line());
    }
  }

  private Source source(Fields fields) {
    var bundled = fields.flag("bundled").orElse(false);
    var file = fields.text("file");
    var hosts = fields.groups("deployments").stream().map(deployments::read).toList();
    var said = Stream.of("bundled", "file", "deployments").filter(fields::has).toList();
    if (said.size() != 1) {
      fields.problem(
          "name",
          said.isEmpty()
              ? "says a model, but not who answers: give `file`, `deployments` or `bundled: true`"
              : "has " + String.join(" and ", said) + "; choose one");
      return new Source.Bundled();
    }
    if (file.isPresent()) {
      return new Source.File(path(fields, file.get()));
    }
    if (fields.has("deployments") && hosts.isEmpty()) {
      fields.problem("deployments", "names none");
    }
    if (fields.has("bundled") && !bundled) {
      fields.problem("bundled", "can only be true");
    }
    return bundled ? new Source.Bundled() : new Source.Hosted(hosts);
  }

  private Path path(Fields fields, String text) {
    try {
      var path = folder.resolve(text).normalize();
      if (!Files.isRegularFile(path)) {
        fields.problem("file", "is not there: " + path);
      }
      return path;
    } catch (InvalidPathException _) {
      fields.problem("file", "is not a path");
      return folder;
    }
  }
}
