package dev.millrace.gateway.vendor;

import dev.millrace.gateway.yaml.Fields;
import dev.millrace.gateway.yaml.Parser;
import dev.millrace.gateway.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The table of vendors: one file beside this class for each.
public final class Vendors {
  private static final List<String> NAMES =
      List.of(
          "anthropic",
          "aws-bedrock",
          "aws-sagemaker",
          "azure-openai",
          "cohere",
          "dashscope",
          "deepseek",
          "fireworks",
          "google-ai-studio",
          "groq",
          "hyperbolic",
          "llama-server",
          "millrace",
          "minimax",
          "mistral",
          "moonshot",
          "ollama",
          "openai",
          "openrouter",
          "sglang",
          "tgi",
          "together",
          "vertex-anthropic",
          "vertex-gemini",
          "vllm",
          "xai",
          "zai");

  private Vendors() {}

  /// What configurations call them, in the order of the alphabet.
  public static List<String> names() {
    return NAMES;
  }

  /// All rows.
  public static List<Vendor> all() {
    return NAMES.stream().map(Vendors::read).toList();
  }

  /// The row of that name.
  public static Optional<Vendor> find(String name) {
    return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
  }

  /// A row that is written down somewhere.
  ///
  /// @param problems is told of what is wrong with it
  static Vendor read(String name, String text, Problems problems) {
    var row =
        Parser.parse(name + ".yaml", text, problems)
            .map(value -> Fields.of(value, problems))
            .orElseThrow(() -> faulty(problems));
    return new VendorReader(name, row).read();
  }

  private static Vendor read(String name) {
    var problems = new Problems();
    var vendor = read(name, text(name + ".yaml"), problems);
    if (!problems.none()) {
      throw faulty(problems);
    }
    return vendor;
  }

  private static IllegalStateException faulty(Problems problems) {
    return new IllegalStateException("a row is faulty: " + problems.inOrder());
  }

  private static String text(String file) {
    try (var in = Vendors.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the row " + file + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
