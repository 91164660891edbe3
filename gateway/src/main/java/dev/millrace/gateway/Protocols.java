package dev.millrace.gateway;

import dev.millrace.gateway.config.ProviderConfig;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.anthropic.MessagesProtocol;
import dev.millrace.gateway.dialect.bedrock.ConverseProtocol;
import dev.millrace.gateway.dialect.bedrock.Family;
import dev.millrace.gateway.dialect.bedrock.InvokeProtocol;
import dev.millrace.gateway.dialect.gemini.GeminiProtocol;
import dev.millrace.gateway.dialect.gemini.Host;
import dev.millrace.gateway.dialect.openai.ByPrompt;
import dev.millrace.gateway.dialect.openai.chat.ChatProtocol;
import dev.millrace.gateway.dialect.openai.completions.CompletionsProtocol;
import dev.millrace.gateway.dialect.openai.responses.ResponsesProtocol;
import dev.millrace.gateway.dialect.sagemaker.InvocationsProtocol;
import dev.millrace.gateway.dialect.tgi.GenerateProtocol;
import dev.millrace.gateway.vendor.Feature;
import dev.millrace.gateway.vendor.Vendor;
import java.io.IOException;
import java.util.Optional;

/// What providers are spoken to in: their dialect, with the habits of their vendor.
final class Protocols {
  private Protocols() {}

  /// @throws IOException if a setting makes no sense; the message is for people
  static Protocol of(ProviderConfig config) throws IOException {
    return switch (config.dialect()) {
      case OPENAI_CHAT -> completes(config) ? either(config) : chat(config);
      case OPENAI_COMPLETIONS -> completions(config);
      case OPENAI -> either(config);
      case OPENAI_RESPONSES -> new ResponsesProtocol(config.name());
      case GEMINI -> new GeminiProtocol(config.name(), Host.AI_STUDIO);
      case GEMINI_VERTEX -> new GeminiProtocol(config.name(), Host.VERTEX);
      case BEDROCK -> new ConverseProtocol(config.name(), maker(config));
      case ANTHROPIC_BEDROCK -> InvokeProtocol.of(config.name());
      case SAGEMAKER -> new InvocationsProtocol(config.name(), either(config));
      case SAGEMAKER_TGI ->
          new InvocationsProtocol(config.name(), new GenerateProtocol(config.name()));
      case TGI -> new GenerateProtocol(config.name());
      case ANTHROPIC -> messages(config);
      case ANTHROPIC_VERTEX -> MessagesProtocol.atVertex(config.name());
    };
  }

  /// Only Anthropic has Anthropic's models; whoever has others says so in its row.
  private static Protocol messages(ProviderConfig config) {
    return config
        .vendor()
        .flatMap(Vendor::messages)
        .map(host -> new MessagesProtocol(config.name(), host))
        .orElseGet(() -> new MessagesProtocol(config.name()));
  }

  private static Protocol either(ProviderConfig config) {
    return new ByPrompt(chat(config), completions(config));
  }

  /// Who made the models of a provider of AWS, where that is said.
  private static Optional<Family> maker(ProviderConfig config) throws IOException {
    var word = Optional.ofNullable(config.settings().get("maker"));
    var maker = word.flatMap(Family::named);
    if (word.isPresent() && maker.isEmpty()) {
      throw new IOException(
          "provider " + config.name() + ": `maker` is not one of " + Family.words());
    }
    return maker;
  }

  /// Whether it is known to go on from texts, too.
  private static boolean completes(ProviderConfig config) {
    return config
        .vendor()
        .filter(vendor -> vendor.features().contains(Feature.COMPLETIONS))
        .isPresent();
  }

  private static Protocol completions(ProviderConfig config) {
    return config
        .vendor()
        .map(vendor -> vendor.chat().at(config.settings()))
        .map(
            chat -> CompletionsProtocol.like(config.name(), chat.quirks().spelling(), chat.means()))
        .orElseGet(() -> new CompletionsProtocol(config.name()));
  }

  private static Protocol chat(ProviderConfig config) {
    return config
        .vendor()
        .map(vendor -> vendor.chat().at(config.settings()))
        .map(chat -> new ChatProtocol(config.name(), chat.quirks(), chat.means()))
        .orElseGet(() -> new ChatProtocol(config.name()));
  }
}
