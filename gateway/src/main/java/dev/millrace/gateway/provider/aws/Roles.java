package dev.millrace.gateway.provider.aws;

import dev.millrace.gateway.provider.Web;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Keys of roles, from AWS's Security Token Service (version 2011-06-15).
record Roles(Chain.Surroundings here) {
  private static final String FORM = "application/x-www-form-urlencoded";

  /// @param session what it is called in AWS's logs
  /// @param external what its owner wants to hear beside
  record Role(String arn, Optional<String> session, Optional<String> external) {}

  /// The role that the environment names with a token of somebody whom AWS trusts.
  Optional<Keys> byEnvironment() throws IOException {
    var file = here.variable("AWS_WEB_IDENTITY_TOKEN_FILE");
    var arn = here.variable("AWS_ROLE_ARN");
    if (file.isEmpty() || arn.isEmpty()) {
      return Optional.empty();
    }
    var role = new Role(arn.get(), here.variable("AWS_ROLE_SESSION_NAME"), Optional.empty());
    return Optional.of(byToken(role, file.get()));
  }

  /// A role that whoever has the token in that file may take on.
  Keys byToken(Role role, String file) throws IOException {
    var fields = fields("AssumeRoleWithWebIdentity", role);
    fields.put("WebIdentityToken", Files.readString(Path.of(file)).strip());
    return ask(form(fields), Map.of());
  }

  /// A role that whoever has those keys may take on.
  Keys byKeys(Role role, Keys keys) throws IOException {
    var fields = fields("AssumeRole", role);
    role.external().ifPresent(word -> fields.put("ExternalId", word));
    String body = form(fields);
    var signer = new Signer("sts", here.region(), here.clock());
    return ask(
        body,
        signer.sign(
            endpoint(), Map.of("content-type", FORM), body.getBytes(StandardCharsets.UTF_8), keys));
  }

  private static Map<String, String> fields(String action, Role role) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("Action", action);
    fields.put("Version", "2011-06-15");
    fields.put("RoleArn", role.arn());
    fields.put("RoleSessionName", role.session().orElse("millrace"));
    return fields;
  }

  private Keys ask(String body, Map<String, String> signature) throws IOException {
    var headers = new LinkedHashMap<>(signature);
    headers.put("content-type", FORM);
    var answer = here.web().ask(new Web.Question("POST", endpoint(), headers, body));
    var told = TokenAnswer.read(answer.body());
    if (answer.status() != 200) {
      throw new IOException(
          "AWS's token service answered "
              + answer.status()
              + told.get("Code").map(code -> " " + code).orElse("")
              + told.get("Message").map(why -> ": " + why).orElse(""));
    }
    return told.keys();
  }

  private URI endpoint() {
    String suffix = here.region().startsWith("cn-") ? ".amazonaws.com.cn/" : ".amazonaws.com/";
    return URI.create("https://sts." + here.region() + suffix);
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field ->
            field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
