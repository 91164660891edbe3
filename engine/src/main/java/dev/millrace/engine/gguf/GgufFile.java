package dev.millrace.engine.gguf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/// A GGUF file, mapped into memory, its header checked in full: what it promises is inside the file.
///
/// Tensor data is not copied. Closing unmaps it, after which any use of a tensor throws `IllegalStateException`. A
/// file that is cut short or written to while it is mapped cannot be guarded against: reading what is gone throws
/// `InternalError`, and changed bytes are computed with. Replace a model by renaming a new file over it.
public final class GgufFile implements AutoCloseable {
  private static final int MAGIC = 0x46554747; // "GGUF"
  private static final long LARGEST_ALIGNMENT = 1 << 20;
  private static final String ALIGNMENT = "general.alignment";

  private final Arena arena;
  private final Metadata metadata;
  private final Map<String, Tensor> tensors;

  private GgufFile(Arena arena, Metadata metadata, Map<String, Tensor> tensors) {
    this.arena = arena;
    this.metadata = metadata;
    this.tensors = tensors;
  }

  /// Maps a file and checks its header.
  ///
  /// @throws InvalidGguf when it is not a GGUF file of version 2 or 3, or does not hold what it promises
  /// @throws IOException when it cannot be read
  public static GgufFile open(Path path) throws IOException {
    var arena = Arena.ofShared();
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      return read(path.toString(), bytes, arena);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /// Checks the header of a file that is in memory.
  ///
  /// @param file its name, for messages
  /// @param arena closed with the result
  static GgufFile read(String file, MemorySegment bytes, Arena arena) {
    var cursor = new Cursor(file, bytes);
    checkStart(cursor);
    int tensorCount = TensorReader.count(cursor);
    int entryCount = MetadataReader.count(cursor);
    var metadata = new Metadata(file, MetadataReader.read(cursor, entryCount));
    var tensors = TensorReader.read(cursor, tensorCount, alignment(metadata), bytes);
    return new GgufFile(arena, metadata, tensors);
  }

  private static void checkStart(Cursor cursor) {
    if (cursor.remaining() < 4 || cursor.int32("the magic") != MAGIC) {
      throw cursor.wrong(0, "not a GGUF file: it does not begin with the letters GGUF");
    }
    int version = cursor.int32("the version");
    if (version == Integer.reverseBytes(2) || version == Integer.reverseBytes(3)) {
      throw cursor.wrong(4, "a big-endian GGUF file; only little-endian ones are supported");
    }
    if (version != 2 && version != 3) {
      throw cursor.wrong(
          4, "GGUF version " + Integer.toUnsignedString(version) + "; 2 and 3 are supported");
    }
  }

  private static long alignment(Metadata metadata) {
    long alignment = metadata.whole(ALIGNMENT, 32);
    if (alignment < 1 || alignment > LARGEST_ALIGNMENT || Long.bitCount(alignment) != 1) {
      throw new InvalidGguf(
          metadata.file(),
          ALIGNMENT
              + " is "
              + alignment
              + "; a power of two up to "
              + LARGEST_ALIGNMENT
              + " was expected");
    }
    return alignment;
  }

  public Metadata metadata() {
    return metadata;
  }

  /// All tensors by name, in the order of the file.
  public Map<String, Tensor> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  public Optional<Tensor> tensor(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  @Override
  public void close() {
    arena.close();
  }
}
