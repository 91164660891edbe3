package dev.millrace.gateway.tenant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files and folders that nobody but their owner may read.
public final class PrivateFiles {
  private PrivateFiles() {}

  /// Makes a folder, and those above it, unless it is there; one that is there is left as it is.
  public static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
  }

  /// Writes a whole file, so that at every moment, even of a power cut, there is the old one or
  /// the new one.
  static void write(Path file, String text) throws IOException {
    var folder = file.toAbsolutePath().resolveSibling("");
    var draft = Files.createTempFile(folder, ".draft-", "", ownerOnly(folder, "rw-------"));
    try {
      try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// Adds to the end of a file, which is made if it is not there; all of it is on the disk when this
  /// returns. What was cut off in the middle of a line before stays a line of its own.
  public static void append(Path file, byte[] line) throws IOException {
    var options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(file, options, ownerOnly(file, "rw-------"))) {
      long end = channel.size();
      var last = ByteBuffer.allocate(1);
      boolean cut = end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
      var bytes = ByteBuffer.allocate(line.length + 1);
      if (cut) {
        bytes.put((byte) '\n');
      }
      bytes.put(line).flip();
      channel.position(end);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path near, String permissions) {
    return near.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
