package dev.millrace.engine;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.gguf.InvalidGguf;
import dev.millrace.engine.gguf.Metadata;
import dev.millrace.engine.gguf.Tensor;
import dev.millrace.engine.sample.Preferences;
import dev.millrace.engine.schedule.Pooling;
import dev.millrace.engine.template.ChatTemplate;
import dev.millrace.engine.token.Kind;
import dev.millrace.engine.token.Tokenizer;
import dev.millrace.engine.token.Vocabulary;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// What a GGUF file says beside its tensors. The keys are those of the GGUF specification and of
/// llama.cpp's writers.
final class ModelFile {
  private static final String TOKENS = "tokenizer.ggml.";

  /// Tokens that end an answer in the families we know, for files that name only one of them.
  private static final Set<String> ENDINGS =
      Set.of(
          "<|im_end|>",
          "<|endoftext|>",
          "<|eot_id|>",
          "<|eom_id|>",
          "<|end_of_text|>",
          "<|end|>",
          "<end_of_turn>",
          "</s>");

  /// `general.file_type`, where it says more than the tensors' own types.
  private static final Map<Long, String> FILE_TYPES =
      Map.ofEntries(
          Map.entry(10L, "Q2_K"),
          Map.entry(11L, "Q3_K_S"),
          Map.entry(12L, "Q3_K_M"),
          Map.entry(13L, "Q3_K_L"),
          Map.entry(14L, "Q4_K_S"),
          Map.entry(15L, "Q4_K_M"),
          Map.entry(16L, "Q5_K_S"),
          Map.entry(17L, "Q5_K_M"));

  private static final int NO_POOLING = 0;

  private final GgufFile file;
  private final Metadata metadata;

  ModelFile(GgufFile file) {
    this.file = file;
    this.metadata = file.metadata();
  }

  Tokenizer tokenizer() {
    String model = metadata.string(TOKENS + "model");
    if (!model.equals("gpt2")) {
      throw invalid("tokenizer '" + model + "' is not supported; supported: gpt2");
    }
    List<String> tokens = metadata.strings(TOKENS + "tokens");
    boolean typed = metadata.has(TOKENS + "token_type");
    int[] types = typed ? metadata.integers(TOKENS + "token_type") : new int[tokens.size()];
    try {
      return Tokenizer.of(
          new Vocabulary(
              tokens,
              Arrays.stream(types).mapToObj(type -> typed ? Kind.of(type) : Kind.NORMAL).toList(),
              metadata.strings(TOKENS + "merges"),
              metadata.string(TOKENS + "pre", "gpt-2"),
              token("bos"),
              token("eos"),
              metadata.truth(TOKENS + "add_bos_token", false)));
    } catch (IllegalArgumentException unsound) {
      throw invalid("its vocabulary is not sound: " + unsound.getMessage());
    }
  }

  private OptionalInt token(String name) {
    String key = TOKENS + name + "_token_id";
    return metadata.has(key) ? OptionalInt.of(metadata.integer(key)) : OptionalInt.empty();
  }

  /// All tokens with which the model may end an answer.
  Set<Integer> endings(Tokenizer tokenizer) {
    var endings = new HashSet<Integer>();
    for (var name : List.of("eos", "eot", "eom")) {
      token(name).ifPresent(endings::add);
    }
    for (var name : ENDINGS) {
      tokenizer.id(name).stream()
          .filter(id -> tokenizer.kind(id) == Kind.CONTROL)
          .forEach(endings::add);
    }
    return endings;
  }

  ChatTemplate template(Optional<String> instead, Clock clock) {
    String key = "tokenizer.chat_template";
    if (instead.isEmpty() && !metadata.has(key)) {
      return ChatTemplate.plain();
    }
    List<String> tokens = metadata.strings(TOKENS + "tokens");
    var names = new HashMap<String, String>();
    for (var name : List.of("bos", "eos", "unk", "pad")) {
      String text = name.equals("pad") ? "padding" : name.equals("unk") ? "unknown" : name;
      token(text)
          .ifPresent(id -> {
            if (id >= 0 && id < tokens.size()) {
              names.put(name + "_token", tokens.get(id));
            }
          });
    }
    return ChatTemplate.of(instead.orElseGet(() -> metadata.string(key)), names, clock);
  }

  /// What the model's makers recommend, as llama.cpp's converters write it down.
  Preferences preferences() {
    var neutral = Preferences.NEUTRAL;
    String prefix = "general.sampling.";
    return new Preferences(
        metadata.decimal(prefix + "temp", neutral.temperature()),
        metadata.integer(prefix + "top_k", neutral.topK()),
        metadata.decimal(prefix + "top_p", neutral.topP()),
        metadata.decimal(prefix + "min_p", neutral.minP()),
        metadata.decimal(prefix + "penalty_repeat", neutral.repetition()),
        neutral.frequency(),
        neutral.presence(),
        Map.of());
  }

  /// How states become a vector; the last token's where the file does not say, as other engines do
  /// with models that were made to write.
  Pooling pooling() {
    String key = metadata.string("general.architecture") + ".pooling_type";
    int type = metadata.integer(key, NO_POOLING);
    return switch (type) {
      case NO_POOLING, 3 -> Pooling.LAST;
      case 1 -> Pooling.MEAN;
      case 2 -> Pooling.FIRST;
      default ->
          throw invalid("metadata key '" + key + "': " + type + " is not supported; 0 to 3 are");
    };
  }

  Card card(String fileName, int context, long bytes) {
    String bare = fileName.replaceFirst("[.]gguf$", "");
    return new Card(
        metadata.string("general.name", bare),
        metadata.string("general.architecture"),
        file.tensors().values().stream().mapToLong(ModelFile::values).sum(),
        context,
        metadata.strings(TOKENS + "tokens").size(),
        quantization(),
        bytes);
  }

  private String quantization() {
    String label = FILE_TYPES.get(metadata.whole("general.file_type", -1));
    if (label != null) {
      return label;
    }
    Map<String, Long> shares =
        file.tensors().values().stream()
            .collect(
                Collectors.groupingBy(
                    tensor -> tensor.type().name(), Collectors.summingLong(ModelFile::values)));
    return shares.entrySet().stream()
        .max(Comparator.comparingLong(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElse("none");
  }

  private static long values(Tensor tensor) {
    return tensor.dimensions().stream().reduce(1L, Math::multiplyExact);
  }

  private InvalidGguf invalid(String what) {
    return new InvalidGguf(metadata.file(), what);
  }
}
