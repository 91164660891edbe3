package dev.millrace.engine.model;

import dev.millrace.engine.gguf.GgufFile;
import dev.millrace.engine.tensor.Team;

/// The architectures there are.
public final class Models {
  private Models() {}

  /// Makes a model of a file, every tensor checked against the metadata. The model closes the file and the team when
  /// it is closed; when this throws they are left to the caller.
  ///
  /// @throws UnsupportedModel when the file is of an architecture or a tensor format that is not supported
  /// @throws dev.millrace.engine.gguf.InvalidGguf when metadata or tensors are missing or do not fit each other
  public static Forward load(GgufFile file, Team team) {
    var architecture = file.metadata().string("general.architecture");
    return switch (architecture) {
      case "llama" -> new Llama(file, team);
      default ->
          throw new UnsupportedModel(
              file.metadata().file(),
              "architecture '" + architecture + "' is not supported; supported: llama");
    };
  }
}
