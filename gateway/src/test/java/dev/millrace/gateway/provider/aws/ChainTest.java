package dev.millrace.gateway.provider.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.provider.Web;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChainTest {
  private static final String FETCHED =
      """
      {"Code":"Success","AccessKeyId":"ASIA1","SecretAccessKey":"s1","Token":"t1",\
      "Expiration":"2026-11-20T18:00:00Z"}\
      """;
  private static final Instant EXPIRES = Instant.parse("2026-11-20T18:00:00Z");
  private static final Keys OF_A_SERVICE =
      new Keys("ASIA1", "s1", Optional.of("t1"), Optional.of(EXPIRES));
  private static final String ASSUMED =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
        <Credentials><AccessKeyId>ASIA2</AccessKeyId><SecretAccessKey>s2/&amp;</SecretAccessKey>
        <SessionToken>t2</SessionToken><Expiration>2026-11-20T18:00:00Z</Expiration></Credentials>
      </AssumeRoleResult></AssumeRoleResponse>\
      """;
  private static final Keys OF_A_ROLE =
      new Keys("ASIA2", "s2/&", Optional.of("t2"), Optional.of(EXPIRES));

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, Web.Answer> answers = new HashMap<>();
  private final List<Web.Question> asked = new ArrayList<>();

  @BeforeEach
  void nothingIsSetUp() throws IOException {
    environment.put("HOME", home.toString());
    Files.createDirectory(home.resolve(".aws"));
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(home.resolve(".aws").resolve(name), text);
  }

  private void answer(String question, int status, String body) {
    answers.put(question, new Web.Answer(status, body.getBytes(UTF_8)));
  }

  private Web.Answer ask(Web.Question question) throws IOException {
    asked.add(question);
    var answer = answers.get(question.method() + " " + question.uri());
    if (answer == null) {
      throw new IOException("nobody is there");
    }
    return answer;
  }

  private Keys find(Optional<String> profile) throws IOException {
    var here =
        new Chain.Surroundings(
            environment,
            profile,
            "eu-west-1",
            this::ask,
            InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")));
    return Chain.of(here).find().orElseThrow();
  }

  private Keys find() throws IOException {
    return find(Optional.empty());
  }

  @Test
  void variablesComeFirst() throws IOException {
    environment.put("AWS_ACCESS_KEY_ID", "AKIA1");
    environment.put("AWS_SECRET_ACCESS_KEY", " s0\n");
    file("credentials", "[default]\naws_access_key_id = AKIA9\naws_secret_access_key = s9\n");
    assertThat(find()).isEqualTo(new Keys("AKIA1", "s0", Optional.empty(), Optional.empty()));
    environment.put("AWS_SESSION_TOKEN", "t0");
    assertThat(find().token()).contains("t0");
    environment.remove("AWS_SECRET_ACCESS_KEY");
    assertThatThrownBy(this::find).hasMessageContaining("set both");
  }

  @Test
  void aProfileThatIsNamedGoesBeforeVariables() throws IOException {
    environment.put("AWS_ACCESS_KEY_ID", "AKIA1");
    environment.put("AWS_SECRET_ACCESS_KEY", "s0");
    file(
        "credentials",
        """
        # not this
        [default]
        aws_access_key_id = AKIA8
        [work]
        aws_access_key_id=AKIA9
        aws_secret_access_key = s9==
        aws_session_token = t9
        """);
    var keys = find(Optional.of("work"));
    assertThat(keys.id()).isEqualTo("AKIA9");
    assertThat(keys.secret()).isEqualTo("s9==");
    assertThat(keys.token()).contains("t9");
    assertThatThrownBy(() -> find(Optional.of("wrok")))
        .hasMessage("there is no profile wrok in AWS's shared files");
  }

  @Test
  void aProfileTakesOnARoleWithTheKeysOfAnother() throws IOException {
    file("credentials", "[base]\naws_access_key_id=AKIA1\naws_secret_access_key=s\n");
    file(
        "config",
        """
        [profile work]
        role_arn = arn:aws:iam::1:role/r
        source_profile = base
        external_id = x y
        [sso-session base]
        aws_access_key_id = wrong
        """);
    environment.put("AWS_PROFILE", "work");
    answer("POST https://sts.eu-west-1.amazonaws.com/", 200, ASSUMED);
    assertThat(find()).isEqualTo(OF_A_ROLE);
    assertThat(asked.getLast().body())
        .isEqualTo(
            "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fr"
                + "&RoleSessionName=millrace&ExternalId=x+y");
    assertThat(asked.getLast().headers().get("authorization"))
        .startsWith("AWS4-HMAC-SHA256 Credential=AKIA1/20261120/eu-west-1/sts/aws4_request, ");
  }

  @Test
  void profilesThatGoRoundInCirclesAreRefused() throws IOException {
    file(
        "config",
        "[profile a]\nrole_arn=r1\nsource_profile=b\n[profile b]\nrole_arn=r2\nsource_profile=a\n");
    assertThatThrownBy(() -> find(Optional.of("a")))
        .hasMessageContaining("does not say whose keys take on its role");
  }

  @Test
  void whatWeDoNotRunIsToldWithAWayOut() throws IOException {
    file("config", "[default]\nsso_session = corp\n");
    assertThatThrownBy(this::find)
        .hasMessageContaining("aws configure export-credentials --profile default");
  }

  @Test
  void aTokenOfSomebodyTrustedBuysARole() throws IOException {
    var token = Files.writeString(home.resolve("token"), "jwt.one.two\n");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/r");
    answer("POST https://sts.eu-west-1.amazonaws.com/", 200, ASSUMED);
    assertThat(find()).isEqualTo(OF_A_ROLE);
    assertThat(asked.getLast().body()).endsWith("&WebIdentityToken=jwt.one.two");
    assertThat(asked.getLast().headers()).doesNotContainKey("authorization");
    answer(
        "POST https://sts.eu-west-1.amazonaws.com/",
        403,
        "<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not you</Message></Error>"
            + "</ErrorResponse>");
    assertThatThrownBy(this::find)
        .hasMessage("AWS's token service answered 403 AccessDenied: Not you");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<a>",
        "{}",
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:/etc/passwd\">]><a>&b;</a>"
      })
  void aTokenServiceThatTalksNonsenseHasNoKeys(String body) throws IOException {
    var token = Files.writeString(home.resolve("token"), "jwt");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_ROLE_ARN", "r");
    answer("POST https://sts.eu-west-1.amazonaws.com/", 200, body);
    assertThatThrownBy(this::find).isInstanceOf(IOException.class).hasMessageContaining("without");
  }

  @Test
  void aContainerAsksItsService() throws IOException {
    environment.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/credentials/1");
    answer("GET http://169.254.170.2/v2/credentials/1", 200, FETCHED);
    assertThat(find()).isEqualTo(OF_A_SERVICE);
  }

  @Test
  void aPodShowsItsTokenAsItIsNow() throws IOException {
    var token = Files.writeString(home.resolve("token"), "one\n");
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://169.254.170.23/v1/credentials");
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token.toString());
    answer("GET http://169.254.170.23/v1/credentials", 200, FETCHED);
    assertThat(find()).isEqualTo(OF_A_SERVICE);
    assertThat(asked.getLast().headers()).containsEntry("authorization", "one");
    Files.writeString(token, "two");
    find();
    assertThat(asked.getLast().headers()).containsEntry("authorization", "two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/x",
        "http://169.254.170.2.example.com/",
        "ftp://localhost/",
        "x y"
      })
  void aContainersTokenGoesToNobodyElse(String address) {
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "t");
    assertThatThrownBy(this::find).hasMessageContaining("must be of https, or of this machine");
    assertThat(asked).isEmpty();
  }

  @Test
  void aMachineAsksItsMetadataServiceWithAToken() throws IOException {
    String service = "http://169.254.169.254/latest/";
    answer("PUT " + service + "api/token", 200, "imds-token");
    answer("GET " + service + "meta-data/iam/security-credentials/", 200, "my-role\n");
    answer("GET " + service + "meta-data/iam/security-credentials/my-role", 200, FETCHED);
    assertThat(find()).isEqualTo(OF_A_SERVICE);
    assertThat(asked.getLast().headers()).containsEntry("x-aws-ec2-metadata-token", "imds-token");
    answer(
        "GET " + service + "meta-data/iam/security-credentials/my-role", 200, "{\"Code\":\"x\"}");
    assertThatThrownBy(this::find)
        .hasMessage("the metadata service of this machine answered without keys");
  }

  @Test
  void whereNothingIsSetUpTheMessageTellsWhatToSet() {
    assertThatThrownBy(this::find).hasMessageContaining("AWS_ACCESS_KEY_ID");
    asked.clear();
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    assertThatThrownBy(this::find).hasMessageContaining("AWS_ACCESS_KEY_ID");
    assertThat(asked).isEmpty();
  }
}
