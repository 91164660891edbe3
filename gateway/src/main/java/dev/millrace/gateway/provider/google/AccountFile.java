package dev.millrace.gateway.provider.google;

import dev.millrace.gateway.json.JsonReader;
import dev.millrace.gateway.json.Members;
import dev.millrace.llm.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A JSON file of Google's that says who we are. Complaints name the file and the field, and repeat
/// no value but the kind of the file.
record AccountFile(Path path) {
  private static final int LARGEST = 64 << 10;
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /// @throws IOException if it says nothing that we can use; the message is for people
  Account read() throws IOException {
    byte[] bytes = bytes();
    try {
      return account(Members.of(JsonReader.readObject(bytes)));
    } catch (Refused _) {
      throw new IOException(path + " is no file of credentials: it is no JSON object of strings");
    }
  }

  private byte[] bytes() throws IOException {
    try (var file = Files.newInputStream(path)) {
      byte[] bytes = file.readNBytes(LARGEST + 1);
      if (bytes.length <= LARGEST) {
        return bytes;
      }
    } catch (IOException e) {
      boolean missing = e instanceof NoSuchFileException;
      String why = missing ? " does not exist" : " cannot be read";
      throw new IOException("the file of credentials " + path + why, e);
    }
    throw new IOException(path + " is too large for a file of credentials");
  }

  private Account account(Members file) throws IOException {
    String type = file.text("type").orElse("");
    return switch (type) {
      case "service_account" ->
          new Account.Service(
              need(file, "client_email"),
              file.text("private_key_id").orElse(""),
              key(need(file, "private_key")),
              tokens(file));
      case "authorized_user" ->
          new Account.Person(
              need(file, "client_id"),
              need(file, "client_secret"),
              need(file, "refresh_token"),
              tokens(file),
              file.text("quota_project_id").filter(AccountFile::isPlain));
      case "impersonated_service_account" ->
          throw unusable("impersonates a service account", "a key of that service account");
      case "external_account", "external_account_authorized_user" ->
          throw unusable(
              "stands for an identity outside Google (" + type + ")", "a key of a service account");
      default ->
          throw new IOException(
              path
                  + " is no file of credentials that we know: its `type` must be `service_account`"
                  + " or `authorized_user`");
    };
  }

  private IOException unusable(String what, String instead) {
    return new IOException(
        path
            + " "
            + what
            + ", which Millrace does not do; use "
            + instead
            + ", log in with `gcloud auth application-default login`, or fetch a token yourself and"
            + " name it as the provider's key");
  }

  private String need(Members file, String name) throws IOException {
    return file.text(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new IOException(path + " has no `" + name + "`"));
  }

  private PrivateKey key(String written) throws IOException {
    String text = written.strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new IOException(path + ": `private_key` is no PKCS #8 key (" + BEGIN + ")");
    }
    try {
      String base64 = text.substring(BEGIN.length(), text.length() - END.length());
      var bytes = Base64.getMimeDecoder().decode(base64);
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw new IOException(path + ": `private_key` is no RSA key that can be read");
    }
  }

  /// Keys and refresh tokens are shown to nobody who could listen.
  private URI tokens(Members file) throws IOException {
    String given = file.text("token_uri").orElse("https://oauth2.googleapis.com/token");
    var uri = parsed(given);
    String scheme = uri.flatMap(it -> Optional.ofNullable(it.getScheme())).orElse("");
    String host = uri.flatMap(it -> Optional.ofNullable(it.getHost())).orElse("");
    boolean safe =
        scheme.equals("https")
            || (scheme.equals("http") && LOOPBACK.contains(host.toLowerCase(Locale.ROOT)));
    if (host.isEmpty() || !safe || uri.orElseThrow().getRawUserInfo() != null) {
      throw new IOException(path + ": `token_uri` must be an https address");
    }
    return uri.orElseThrow();
  }

  private static Optional<URI> parsed(String text) {
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
  }

  /// It goes into a header.
  private static boolean isPlain(String text) {
    return !text.isEmpty() && text.chars().allMatch(unit -> unit > ' ' && unit < 127);
  }
}
