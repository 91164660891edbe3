package dev.millrace.gateway.provider;

import dev.millrace.engine.Card;
import dev.millrace.engine.Engine;
import dev.millrace.engine.Settings;
import dev.millrace.engine.UnusableModel;
import dev.millrace.gateway.config.EngineConfig;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Lexicon;
import dev.millrace.llm.Upstream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/// The embedded engines of one process, one for each file however many models it serves under.
public final class Engines implements AutoCloseable {
  private final EngineConfig config;
  private final Map<Source, Engine> open = new LinkedHashMap<>();

  private record Source(Path file, OptionalInt context) {}

  public Engines(EngineConfig config) {
    this.config = config;
  }

  /// An engine that runs.
  ///
  /// @param context tokens that it can see at once
  /// @param bytes the size of its file
  public record Embedded(
      Upstream upstream, Embedder embedder, Lexicon lexicon, int context, long bytes) {}

  /// The engine of that file.
  ///
  /// @param context tokens that it is to see at once; absent: as many as it was made for
  /// @throws IOException if it cannot be served; the message is for people
  public Embedded open(Path file, OptionalInt context) throws IOException {
    var source = new Source(file.toAbsolutePath().normalize(), context);
    if (!open.containsKey(source)) {
      open.put(source, load(source));
    }
    Engine engine = open.get(source);
    Card card = engine.card();
    return new Embedded(engine, engine, engine, card.context(), card.bytes());
  }

  private Engine load(Source source) throws IOException {
    if (!Files.isRegularFile(source.file())) {
      throw new FileNotFoundException("There is no model file " + source.file() + ".");
    }
    try {
      return Engine.load(source.file(), settings(source.context()));
    } catch (UnusableModel unusable) {
      throw new IOException("The model cannot be served: " + unusable.getMessage(), unusable);
    }
  }

  private Settings settings(OptionalInt context) {
    var settings = Settings.standard().withWaiting(config.queue());
    if (config.threads().isPresent()) {
      settings = settings.withThreads(config.threads().getAsInt());
    }
    if (config.memory().isPresent()) {
      settings = settings.withCacheBytes(config.memory().getAsLong());
    }
    return context.isPresent() ? settings.withContext(context.getAsInt()) : settings;
  }

  @Override
  public void close() {
    open.values().forEach(Engine::close);
  }
}
