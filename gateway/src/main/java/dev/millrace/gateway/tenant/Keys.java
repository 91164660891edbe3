package dev.millrace.gateway.tenant;

import dev.millrace.gateway.dialect.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// The API keys, found by what they hash to. A key itself is shown once, when it is made, and kept
/// nowhere: the file `keys` holds its HMAC-SHA-256 under the file `keys.secret`. Any thread may ask.
public final class Keys {
  /// The longest key that is taken, in characters.
  public static final int LONGEST = 256;

  private static final int SHORTEST = 8;

  private final Path folder;
  private final Hash hash;
  private final Map<String, StoredKey> byHash;
  private final Origin origin;

  private Keys(Path folder, Hash hash, Map<String, StoredKey> byHash, Origin origin) {
    this.folder = folder;
    this.hash = hash;
    this.byHash = new ConcurrentHashMap<>(byHash);
    this.origin = origin;
  }

  /// Where the first key came from.
  public sealed interface Origin {
    /// It was made now; this is the one time to show it.
    record Made(String key) implements Origin {
      @Override
      public String toString() {
        return "Made(secret)";
      }
    }

    /// The operator chose it.
    record Given() implements Origin {}

    /// It was there before.
    record Kept() implements Origin {}
  }

  /// Reads the keys of a folder; where there are none yet, has a first one, which [#keep] writes.
  ///
  /// @param given what the first key is to be; absent: a fresh one
  /// @param random must be hard to guess
  /// @throws IOException when the files cannot be read; the message is for people
  /// @throws IllegalArgumentException when the given key cannot be one; the message is for people
  public static Keys open(Path folder, Optional<String> given, RandomGenerator random)
      throws IOException {
    var file = folder.resolve("keys");
    var secret = folder.resolve("keys.secret");
    if (Files.exists(file)) {
      return new Keys(folder, Hash.read(secret), StoredKey.read(file), new Origin.Kept());
    }
    given.ifPresent(Keys::check);
    var hash = Files.exists(secret) ? Hash.read(secret) : Hash.fresh(random);
    var id = Base62.random(random, 10);
    var key = given.orElseGet(() -> "mr_" + id + "_" + Base62.random(random, 43)); // 256 bits
    var origin = given.isPresent() ? new Origin.Given() : new Origin.Made(key);
    var stored = new StoredKey(id, hash.of(key), Instant.now());
    return new Keys(folder, hash, Map.of(stored.hash(), stored), origin);
  }

  /// Writes what [#open] made, if anything. Called once the server is up, so that a start that
  /// fails does not use up the one time at which a key is shown.
  ///
  /// @throws IOException when it cannot be written, or another process was faster
  public void keep() throws IOException {
    var file = folder.resolve("keys");
    if (origin instanceof Origin.Kept) {
      return;
    }
    if (Files.exists(file)) {
      throw new IOException("another process has just made keys in " + folder);
    }
    hash.write(folder.resolve("keys.secret"));
    StoredKey.write(file, byHash.values());
  }

  /// Where the first key came from.
  public Origin origin() {
    return origin;
  }

  /// What thoughts are sealed with; the same as long as the keys are kept.
  public Seal seal() {
    return new SecretSeal(hash.derived("seal"));
  }

  /// Who is known by a key.
  public Optional<Tenant> find(String presented) {
    if (presented.isEmpty() || presented.length() > LONGEST) {
      return Optional.empty();
    }
    var hashed = hash.of(presented);
    var stored = byHash.get(hashed);
    return stored != null && same(stored.hash(), hashed)
        ? Optional.of(new Tenant(stored.id()))
        : Optional.empty();
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        HexFormat.of().parseHex(one), HexFormat.of().parseHex(other)); // takes the same time always
  }

  private static void check(String given) {
    if (given.length() < SHORTEST || given.length() > LONGEST) {
      throw new IllegalArgumentException(
          "MILLRACE_KEY must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    if (!given.chars().allMatch(letter -> letter > ' ' && letter < 127)) {
      throw new IllegalArgumentException(
          "MILLRACE_KEY must consist of ASCII letters, digits and signs, without spaces");
    }
  }
}
