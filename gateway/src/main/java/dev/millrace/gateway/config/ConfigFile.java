package dev.millrace.gateway.config;

import dev.millrace.gateway.catalog.Manner;
import dev.millrace.gateway.yaml.Fields;
import dev.millrace.gateway.yaml.Parser;
import dev.millrace.gateway.yaml.Place;
import dev.millrace.gateway.yaml.Problem;
import dev.millrace.gateway.yaml.Problems;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads `millrace.yaml`.
public final class ConfigFile {
  private ConfigFile() {}

  /// What a file came to.
  public sealed interface Reading {
    /// It can be served. `missing` are the secrets that it names and that are not there, which only
    /// matters when it is served.
    record Good(Config config, List<Problem> missing) implements Reading {
      public Good {
        missing = List.copyOf(missing);
      }
    }

    /// It cannot; all that is wrong with it, in the order of the file.
    record Bad(List<Problem> problems) implements Reading {
      public Bad {
        problems = List.copyOf(problems);
      }
    }
  }

  /// Reads a file. Paths in it are relative to its folder; problems call it as it is called here.
  ///
  /// @param environment where keys of providers are looked up
  /// @throws IOException when there is no such file, or it cannot be read
  public static Reading read(Path file, Map<String, String> environment) throws IOException {
    var name = file.toString();
    var problems = new Problems();
    if (Files.size(file) > 4L * Parser.MOST_CHARACTERS) {
      problems.add(new Place(name, 1, 1), "the file is far too large to be a configuration");
      return new Reading.Bad(problems.inOrder());
    }
    var folder = file.toAbsolutePath().normalize().resolveSibling("");
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      var text = decoder.decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
      return new Source(name, folder, environment).read(text);
    } catch (CharacterCodingException _) {
      problems.add(new Place(name, 1, 1), "the file is not valid UTF-8 text");
      return new Reading.Bad(problems.inOrder());
    }
  }

  /// A text of configuration and what it refers to.
  ///
  /// @param name what problems call it
  /// @param folder what paths in it are relative to
  record Source(String name, Path folder, Map<String, String> environment) {
    Reading read(String text) {
      var problems = new Problems();
      var missing = new Problems();
      var start = new Place(name, 1, 1);
      var fields =
          Parser.parse(name, text, problems)
              .map(value -> Fields.of(value, problems))
              .orElseGet(() -> Fields.none(start, problems));
      var config = read(fields, missing);
      fields.end();
      return problems.none()
          ? new Reading.Good(config, missing.inOrder())
          : new Reading.Bad(problems.inOrder());
    }

    private Config read(Fields fields, Problems missing) {
      var listener = Listener.read(fields.group("listener"));
      var secrets = new Secrets(folder, environment, missing);
      var providers = fields.named("providers");
      var read =
          providers.entrySet().stream()
              .map(entry -> Providers.read(entry.getKey(), entry.getValue(), secrets))
              .toList();
      var routing = fields.group("routing");
      var manner = new MannerReader(routing, Manner.usual()).read();
      routing.end();
      var models = new Models(folder, providers.keySet(), manner).read(fields);
      var engine = EngineConfig.read(fields.group("engine"));
      var profiles = Profiles.read(fields.group("profiles"));
      var bud = new BudConfig(new Functions(folder, models).read(fields), Metrics.read(fields));
      var links = Links.read(fields.group("links"));
      return new Config(listener, models, read, engine, profiles, bud, links);
    }
  }
}
