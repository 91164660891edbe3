package dev.millrace.gateway.provider.google;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where Google's own tools look for credentials, in their order: the file that
/// `GOOGLE_APPLICATION_CREDENTIALS` names, the one that `gcloud` writes, the machine
/// (cloud.google.com/docs/authentication/application-default-credentials, 2026-11).
///
/// @param home of the user
public record Chain(Map<String, String> environment, Path home) {
  private static final String FILE = "application_default_credentials.json";
  private static final String METADATA = "metadata.google.internal";
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:\\d{1,5})?");

  public Chain {
    environment = Map.copyOf(environment);
  }

  /// That of this process.
  public static Chain ofProcess() {
    return new Chain(System.getenv(), Path.of(System.getProperty("user.home", "")));
  }

  /// Reads what is there.
  ///
  /// @throws IOException if what is there cannot be used; the message is for people
  Account find() throws IOException {
    var named = said("GOOGLE_APPLICATION_CREDENTIALS");
    if (named.isPresent()) {
      return new AccountFile(path(named.get())).read();
    }
    var written = folder().resolve(FILE);
    if (Files.exists(written)) {
      return new AccountFile(written).read();
    }
    String host = said("GCE_METADATA_HOST").orElse(METADATA);
    if (!HOST.matcher(host).matches()) {
      throw new IOException("GCE_METADATA_HOST is no name of a host");
    }
    return new Account.Machine(host);
  }

  private Path folder() throws IOException {
    var told = said("CLOUDSDK_CONFIG");
    if (told.isPresent()) {
      return path(told.get());
    }
    var windows = said("APPDATA");
    return windows.isPresent()
        ? path(windows.get()).resolve("gcloud")
        : home.resolve(".config").resolve("gcloud");
  }

  private static Path path(String text) throws IOException {
    try {
      return Path.of(text);
    } catch (InvalidPathException _) {
      throw new IOException("is not a path: " + text);
    }
  }

  private Optional<String> said(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
  }
}
