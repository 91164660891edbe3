package dev.millrace.gateway.cli;

import dev.millrace.gateway.cli.Opener.Opened;
import dev.millrace.gateway.config.Config;
import dev.millrace.gateway.config.ModelConfig;
import dev.millrace.gateway.config.ModelConfig.Source;
import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.config.Secret;
import dev.millrace.llm.Refused;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `millrace chat`: a conversation in the terminal. Each line is a turn.
@Command(
    name = "chat",
    description = "Talk with a model in this terminal.",
    footer = {
      "",
      "Without --url a model of the configuration answers in this process, without a server.",
      "Ctrl-C stops an answer; /exit, Ctrl-D or another Ctrl-C leaves. Lines may also be piped in."
    })
final class Chat implements Callable<Integer> {
  private final Shell shell;
  private final Opener opener;

  @Mixin private final Settings settings = new Settings();

  @Option(names = "--model", paramLabel = "NAME", description = "Model. Default: the first.")
  private @Nullable String model;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A server that speaks OpenAI's chat protocol, such as http://127.0.0.1:8080.")
  private @Nullable String url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "API key for --url. Default: $MILLRACE_KEY, which other users cannot see.")
  private @Nullable String key;

  @Option(names = "--system", paramLabel = "TEXT", description = "What the model is told first.")
  private @Nullable String system;

  Chat(Shell shell, Opener opener) {
    this.shell = shell;
    this.opener = opener;
  }

  @Override
  public Integer call() throws IOException {
    try (Opened opened = url == null ? open(settings.config(shell)) : remote(url)) {
      var conversation = new Conversation(opened, shell, Optional.ofNullable(system));
      Signals.on(
          () -> {
            if (!conversation.stop()) {
              shell.out().println();
              Runtime.getRuntime().halt(0);
            }
          },
          "INT");
      return talk(conversation, opened.model());
    }
  }

  private Opened open(Config config) {
    var chosen = chosen(config);
    if (chosen.source() instanceof Source.Hosted(var deployments)) {
      var deployment = deployments.getFirst();
      var provider =
          config.providers().stream()
              .filter(one -> one.name().equals(deployment.provider()))
              .findFirst()
              .orElseThrow();
      return opened(new Remote(provider), deployment.model());
    }
    try {
      return opener.open(config, chosen);
    } catch (IOException e) {
      throw new Trouble(String.valueOf(e.getMessage()), e);
    }
  }

  private Opened remote(String address) {
    var secret = Optional.ofNullable(key).or(() -> shell.variable("MILLRACE_KEY")).map(Secret::new);
    var provider = ProviderConfig.of("the server", base(address)).withApiKey(secret);
    var remote = new Remote(provider);
    try {
      return opened(remote, model == null ? remote.firstModel() : model);
    } catch (Refused refused) {
      remote.close();
      throw new Trouble(Words.of(refused.failure()), refused);
    }
  }

  private static Opened opened(Remote remote, String name) {
    return new Opened(remote, name, remote::close);
  }

  // The root of a server means its first version.
  private static URI base(String address) {
    try {
      var base = new URI(address.replaceAll("/+$", ""));
      if (base.getHost() == null || !List.of("http", "https").contains(base.getScheme())) {
        throw new Trouble("--url must be an address such as http://127.0.0.1:8080, not " + address);
      }
      return base.getPath().isEmpty() ? new URI(base + "/v1") : base;
    } catch (URISyntaxException e) {
      throw new Trouble("--url is not an address: " + e.getMessage(), e);
    }
  }

  private ModelConfig chosen(Config config) {
    if (model == null) {
      return config.models().getFirst();
    }
    var wanted = model;
    return config.models().stream()
        .filter(one -> one.name().equalsIgnoreCase(wanted) || one.aliases().contains(wanted))
        .findFirst()
        .orElseThrow(() ->
            new Trouble(
                "There is no model `%s`; there is %s."
                    .formatted(
                        wanted,
                        String.join(
                            ", ", config.models().stream().map(ModelConfig::name).toList()))));
  }

  private int talk(Conversation conversation, String name) throws IOException {
    var ink = shell.ink();
    var out = shell.out();
    if (shell.reading()) {
      out.println(
          ink.faint("Chat with " + name + ". /exit or Ctrl-D leaves, Ctrl-C stops an answer."));
    }
    var lines = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
    boolean well = true;
    while (true) {
      if (shell.reading()) {
        out.print("\n" + ink.bold("> "));
        out.flush();
      }
      var line = lines.readLine();
      if (line == null || line.strip().equals("/exit")) {
        if (line == null && shell.reading()) {
          out.println();
        }
        return well ? 0 : 1;
      }
      if (!line.isBlank()) {
        well = conversation.say(line.strip());
      }
    }
  }
}
