package dev.millrace.gateway.call.feedback;

import dev.millrace.gateway.tenant.PrivateFiles;
import java.io.IOException;
import java.nio.file.Path;

/// A file of lines of JSON that grows; nobody but its owner may read it. Thread-safe.
public final class FeedbackFile {
  private final Path file;

  /// @param file made when the first line is written
  public FeedbackFile(Path file) {
    this.file = file;
  }

  /// Adds a line, which is on the disk when this returns.
  ///
  /// @param line with its end
  synchronized void add(byte[] line) throws IOException {
    PrivateFiles.append(file, line);
  }
}
