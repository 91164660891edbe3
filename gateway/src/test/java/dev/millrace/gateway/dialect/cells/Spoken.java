package dev.millrace.gateway.dialect.cells;

import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.anthropic.MessagesProtocol;
import dev.millrace.gateway.dialect.bedrock.ConverseProtocol;
import dev.millrace.gateway.dialect.bedrock.Family;
import dev.millrace.gateway.dialect.bedrock.InvokeProtocol;
import dev.millrace.gateway.dialect.eventstream.Packets;
import dev.millrace.gateway.dialect.gemini.GeminiProtocol;
import dev.millrace.gateway.dialect.gemini.Host;
import dev.millrace.gateway.dialect.openai.chat.ChatProtocol;
import dev.millrace.gateway.dialect.openai.completions.CompletionsProtocol;
import dev.millrace.gateway.dialect.openai.responses.ResponsesProtocol;
import dev.millrace.gateway.dialect.sagemaker.InvocationsProtocol;
import dev.millrace.gateway.dialect.tgi.GenerateProtocol;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A protocol of a provider. To have one more tried: a line in [#ALL], its answers as files in
/// `cells/answers/NAME` (see [Cells#ANSWERS]), and one run with `-Dgolden.update=true`.
///
/// @param name of its folders
/// @param bytes what is sent for the text of a file, where that is not itself
record Spoken(String name, Protocol protocol, UnaryOperator<byte[]> bytes) {
  static final List<Spoken> ALL =
      List.of(
          new Spoken("chat", new ChatProtocol("them")),
          new Spoken("completions", new CompletionsProtocol("them")),
          new Spoken("responses", new ResponsesProtocol("them")),
          new Spoken("anthropic", new MessagesProtocol("them")),
          new Spoken("gemini", new GeminiProtocol("them", Host.AI_STUDIO)),
          new Spoken(
              "bedrock", new ConverseProtocol("them", Optional.of(Family.ANTHROPIC)), Packets::of),
          new Spoken("anthropic-bedrock", InvokeProtocol.of("them"), Packets::chunks),
          new Spoken(
              "sagemaker",
              new InvocationsProtocol("them", new ChatProtocol("them")),
              Packets::parts),
          new Spoken("tgi", new GenerateProtocol("them")));

  /// One whose answers are text.
  Spoken(String name, Protocol protocol) {
    this(name, protocol, UnaryOperator.identity());
  }

  @Override
  public String toString() {
    return name;
  }
}
