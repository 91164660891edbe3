package dev.millrace.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.tenant.Keys.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  @TempDir Path folder;

  private Keys open(Optional<String> given) throws IOException {
    return Keys.open(folder, given, new SecureRandom());
  }

  private static String made(Keys keys) {
    return ((Origin.Made) keys.origin()).key();
  }

  @Test
  void theFirstStartMakesAKeyThatLaterStartsKnow() throws IOException {
    var first = open(Optional.empty());
    var key = made(first);
    first.keep();
    assertThat(key).matches("mr_[0-9A-Za-z]{10}_[0-9A-Za-z]{43}");
    assertThat(first.find(key)).contains(new Tenant(key.substring(3, 13)));

    var second = open(Optional.empty());
    assertThat(second.origin()).isEqualTo(new Origin.Kept());
    assertThat(second.find(key)).isEqualTo(first.find(key));
    assertThat(second.find(key + "x")).isEmpty();
    assertThat(second.find("")).isEmpty();
    assertThat(second.find("x".repeat(10_000))).isEmpty();
  }

  @Test
  void aStartThatFailedLeavesNoKeyBehind() throws IOException {
    var failed = made(open(Optional.empty()));
    var keys = open(Optional.empty());
    keys.keep();
    assertThat(made(keys)).isNotEqualTo(failed);
    assertThat(keys.find(failed)).isEmpty();
  }

  @Test
  void onlyOneOfTwoFirstStartsKeepsItsKey() throws IOException {
    var slower = open(Optional.empty());
    open(Optional.empty()).keep();
    assertThatThrownBy(slower::keep).hasMessageContaining("another process");
  }

  @Test
  void theOperatorMayChooseTheFirstKey() throws IOException {
    var keys = open(Optional.of("chosen-by-me"));
    keys.keep();
    assertThat(keys.origin()).isEqualTo(new Origin.Given());
    assertThat(open(Optional.empty()).find("chosen-by-me")).isPresent();
  }

  @Test
  void onLaterStartsAChosenKeyCountsForNothing() throws IOException {
    open(Optional.of("chosen-by-me")).keep();
    var later = open(Optional.of("another-one"));
    later.keep();
    assertThat(later.find("another-one")).isEmpty();
    assertThat(later.find("chosen-by-me")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with a space", "with\nnewline", "not-ascii-é"})
  void aChosenKeyMustFitIntoAHeader(String given) {
    assertThatThrownBy(() -> open(Optional.of(given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MILLRACE_KEY")
        .hasMessageNotContaining(given);
  }

  @Test
  void aKeyIsKeptHashedAndForItsOwnerOnly() throws IOException {
    var keys = open(Optional.empty());
    keys.keep();
    try (var files = Files.list(folder)) {
      assertThat(files)
          .extracting(file -> String.valueOf(file.getFileName()))
          .containsExactlyInAnyOrder("keys", "keys.secret");
    }
    for (String name : new String[] {"keys", "keys.secret"}) {
      var file = folder.resolve(name);
      assertThat(Files.readString(file)).doesNotContain(made(keys).substring(14));
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(keys.origin().toString()).doesNotContain(made(keys));
  }

  @Test
  void aFolderIsMadeForItsOwnerOnly() throws IOException {
    var inner = folder.resolve("a/b");
    PrivateFiles.makeFolder(inner);
    PrivateFiles.makeFolder(inner);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(inner)))
        .isEqualTo("rwx------");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "millrace keys, version 1: id, hash, made\nabc",
        "millrace keys, version 1: id, hash, made\n0123456789 "
            + "00000000000000000000000000000000000000000000000000000000000000ab 2026-99-01T00:00:00Z"
      })
  void aDamagedKeyFileIsAClearError(String text) throws IOException {
    open(Optional.empty()).keep();
    Files.writeString(folder.resolve("keys"), text);
    assertThatThrownBy(() -> open(Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("keys is damaged in line");
  }

  @Test
  void aLostOrDamagedSecretIsAClearError() throws IOException {
    open(Optional.empty()).keep();
    var secret = folder.resolve("keys.secret");
    Files.writeString(secret, "abc");
    assertThatThrownBy(() -> open(Optional.empty())).hasMessageContaining("is damaged");
    Files.delete(secret);
    assertThatThrownBy(() -> open(Optional.empty())).hasMessageContaining("is missing");
  }

  @Test
  void aFileIsReplacedWholeOrNotAtAll() throws IOException {
    var file = folder.resolve("some");
    PrivateFiles.write(file, "old");
    PrivateFiles.write(file, "new");
    assertThat(file).hasContent("new");
    var inTheWay = Files.createDirectories(folder.resolve("taken/by")).resolveSibling("");
    assertThatThrownBy(() -> PrivateFiles.write(inTheWay, "x")).isInstanceOf(IOException.class);
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }
}
