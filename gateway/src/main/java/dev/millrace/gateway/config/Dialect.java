package dev.millrace.gateway.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The wire protocols that a provider may speak.
public enum Dialect {
  /// OpenAI's `POST /chat/completions`, and whoever copied it.
  OPENAI_CHAT("openai-chat"),
  /// OpenAI's `POST /completions`, which takes texts and tokens alone.
  OPENAI_COMPLETIONS("openai-completions"),
  /// Both: `/chat/completions` for conversations, `/completions` for texts and tokens.
  OPENAI("openai"),
  /// OpenAI's `POST /responses`.
  OPENAI_RESPONSES("openai-responses"),
  /// Google's `generateContent`, as AI Studio speaks it.
  GEMINI("gemini"),
  /// Google's `generateContent`, as Vertex AI speaks it: with the project and the location in the
  /// base address.
  GEMINI_VERTEX("gemini-vertex"),
  /// AWS Bedrock's ConverseStream.
  BEDROCK("bedrock"),
  /// Endpoints of AWS SageMaker whose containers speak OpenAI's Chat Completions, and its
  /// Completions of texts.
  SAGEMAKER("sagemaker"),
  /// Endpoints of AWS SageMaker whose containers speak Text Generation Inference's own protocol.
  SAGEMAKER_TGI("sagemaker-tgi"),
  /// Text Generation Inference's own `POST /generate_stream`.
  TGI("tgi"),
  /// Anthropic's `POST /v1/messages`, and whoever serves models of their own through it.
  ANTHROPIC("anthropic"),
  /// The same as Vertex AI speaks it: with the project, the location and the publisher in the base
  /// address.
  ANTHROPIC_VERTEX("anthropic-vertex"),
  /// The same as AWS Bedrock speaks it, within AWS's own wrapping.
  ANTHROPIC_BEDROCK("anthropic-bedrock");

  private final String word;

  Dialect(String word) {
    this.word = word;
  }

  /// What it is called in a file.
  public String word() {
    return word;
  }

  /// The one that a file calls so.
  public static Optional<Dialect> of(String word) {
    return Arrays.stream(values()).filter(dialect -> dialect.word.equals(word)).findFirst();
  }

  /// What all of them are called in a file.
  public static List<String> words() {
    return Arrays.stream(values()).map(Dialect::word).toList();
  }
}
