package dev.millrace.engine;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.gguf.InvalidGguf;
import dev.millrace.engine.model.Forward;
import dev.millrace.engine.model.Models;
import dev.millrace.engine.model.UnsupportedModel;
import dev.millrace.engine.schedule.Limits;
import dev.millrace.engine.schedule.Scheduler;
import dev.millrace.engine.schedule.Wording;
import dev.millrace.engine.speech.Scripts;
import dev.millrace.engine.template.TemplateError;
import dev.millrace.engine.tensor.KernelChoice;
import dev.millrace.engine.tensor.Team;
import dev.millrace.llm.Embedder;
import dev.millrace.llm.Lexicon;
import dev.millrace.llm.Request;
import dev.millrace.llm.Upstream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A model that is computed in this process. Answers many requests at once, on a thread of its own
/// that sleeps while there are none. Thread-safe.
///
/// Honours every field of a request's sampling and bounds. Counts as output every token that was
/// generated, the one that ends an answer included. Likelihoods are those of the model itself,
/// before bias, penalties and temperature. Several choices share one computation of the prompt and
/// are answered side by side. What two prompts have in common at their beginning is computed once,
/// whoever sent them, as long as there is memory. With [dev.millrace.llm.Reasoning#ON], what the model writes
/// between `<think>` and `</think>` at the beginning of its answer is told as
/// [dev.millrace.llm.Part.Thought].
public final class Engine implements Upstream, Embedder, Lexicon, AutoCloseable {
  private final Preparation preparation;
  private final EmbeddingPreparation embeddings;
  private final Forward forward;
  private final Scheduler scheduler;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Engine(
      Preparation preparation,
      EmbeddingPreparation embeddings,
      Forward forward,
      Scheduler scheduler) {
    this.preparation = preparation;
    this.embeddings = embeddings;
    this.forward = forward;
    this.scheduler = scheduler;
  }

  /// Loads a model. Its tensors stay in the file, which is mapped into memory until [#close].
  ///
  /// @throws UnusableModel if the file is no model that can be served
  /// @throws IOException if it cannot be read
  public static Engine load(Path gguf, Settings settings) throws IOException {
    try {
      var file = GgufFile.open(gguf);
      try {
        return load(gguf, file, settings);
      } catch (RuntimeException | Error unusable) {
        file.close();
        throw unusable;
      }
    } catch (InvalidGguf | UnsupportedModel unusable) {
      throw new UnusableModel(String.valueOf(unusable.getMessage()), unusable);
    } catch (TemplateError unusable) {
      String problem = gguf + ": its chat template cannot be read: " + unusable.getMessage();
      throw new UnusableModel(problem, unusable);
    }
  }

  private static Engine load(Path path, GgufFile file, Settings settings) {
    var model = new ModelFile(file);
    var tokenizer = model.tokenizer();
    var template = model.template(settings.chatTemplate(), Clock.system(ZoneId.systemDefault()));
    var team = new Team(settings.threads(), KernelChoice.BEST);
    try {
      Forward forward = Models.load(file, team);
      if (forward.vocabulary() != tokenizer.size()) {
        String problem =
            forward.vocabulary() + " rows of logits for " + tokenizer.size() + " tokens";
        throw new InvalidGguf(path.toString(), problem);
      }
      var limits = limits(settings, forward);
      Path name = path.getFileName();
      var card = model.card(name == null ? "" : name.toString(), limits.window(), size(path));
      var encoder = new PromptEncoder(tokenizer);
      var wording = new Wording(tokenizer, model.endings(tokenizer));
      var preparation =
          new Preparation(
              card,
              template,
              new Scripts(tokenizer, template.source()),
              encoder,
              new Constraints(wording),
              model.preferences(),
              settings.seeds());
      var embeddings = new EmbeddingPreparation(card, encoder, model.pooling(), forward.width());
      var scheduler = new Scheduler(forward, wording, limits);
      return new Engine(preparation, embeddings, forward, scheduler);
    } catch (RuntimeException | Error unusable) {
      team.close();
      throw unusable;
    }
  }

  private static Limits limits(Settings settings, Forward forward) {
    int window = settings.context().orElse(forward.context());
    return new Limits(window, settings.cacheBytes(), settings.running(), settings.waiting())
        .fitting(forward);
  }

  private static long size(Path path) {
    return path.toFile().length();
  }

  /// What is known of the model.
  public Card card() {
    return preparation.card();
  }

  /// The tokens that the prompt of a request has.
  ///
  /// @throws dev.millrace.llm.Refused if the model's template refuses the request, or the prompt is
  ///     longer than the context
  public int count(Request request) {
    return preparation.prompt(request).length;
  }

  @Override
  public List<Integer> tokens(Request request) {
    return Arrays.stream(preparation.tokens(request)).boxed().toList();
  }

  @Override
  public String text(List<Integer> tokens) {
    return preparation.encoder().text(tokens);
  }

  @Override
  public List<String> names(List<Integer> tokens) {
    return preparation.encoder().names(tokens);
  }

  @Override
  public int window() {
    return card().context();
  }

  /// Starts to answer; see [Upstream#open]. Template and tokens are worked out on another thread,
  /// refusals told there. The sink is told the rest by the engine's thread and must not block it.
  @Override
  public Exchange open(Request request, Upstream.Sink sink) {
    return scheduler.open(() -> preparation.order(request), sink);
  }

  /// Turns texts into vectors, between the steps of answers. Names of control tokens in the texts are
  /// text. The tokens' states become one vector as the file says (`llama.pooling_type`), else the last
  /// one's does.
  @Override
  public Runnable embed(Ask ask, Embedder.Sink sink) {
    return scheduler.embed(() -> embeddings.texts(ask), sink);
  }

  /// Fails what is under way with [dev.millrace.llm.Failure.Unavailable], and lets go of the file. May be
  /// repeated.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      scheduler.close();
      forward.close();
    }
  }
}
