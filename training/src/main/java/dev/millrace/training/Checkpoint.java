package dev.millrace.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Where a training run stands, so that it can go on to the same end after a stop.
///
/// @param step how many steps are done
/// @param conversation number of the next conversation
/// @param tokens how many tokens were trained on
record Checkpoint(int step, long conversation, long tokens) {
  static final Checkpoint BEGINNING = new Checkpoint(0, 0, 0);

  /// Writes this and the model, its optimiser's means included, replacing the file at once.
  void write(Model model, Path file) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    try (var out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16))) {
      out.writeInt(step);
      out.writeLong(conversation);
      out.writeLong(tokens);
      for (var parameter : model.parameters()) {
        write(parameter.value, out);
        write(parameter.mean, out);
        write(parameter.square, out);
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void write(float[] values, DataOutputStream out) throws IOException {
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /// Reads the file into the model.
  static Checkpoint read(Model model, Path file) throws IOException {
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      var checkpoint = new Checkpoint(in.readInt(), in.readLong(), in.readLong());
      for (var parameter : model.parameters()) {
        read(parameter.value, in);
        read(parameter.mean, in);
        read(parameter.square, in);
      }
      return checkpoint;
    }
  }

  private static void read(float[] values, DataInputStream in) throws IOException {
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
  }
}
