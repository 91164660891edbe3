package dev.millrace.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `millrace`, in a copy of the repository that has only what it touches, and with a
/// Maven that only notes what it was told.
class LauncherTest {
  private static final Path REPOSITORY = Path.of(System.getProperty("millrace.root"));
  private static final String JDK = System.getProperty("java.home");

  private static final List<String> TOOLS =
      List.of(
          "env",
          "sed",
          "dirname",
          "readlink",
          "find",
          "head",
          "grep",
          "mkdir",
          "rm",
          "touch",
          "mv",
          "cksum",
          "cut",
          "sleep");

  @TempDir private Path folder;

  private final Map<String, String> environment = new HashMap<>();

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void copy() throws IOException {
    for (String file : List.of("millrace", "config/jdk.sh")) {
      var target = home().resolve(file);
      Files.createDirectories(target.getParent());
      Files.copy(REPOSITORY.resolve(file), target);
    }
    for (String module : List.of("", "llm/", "engine/", "gateway/")) {
      Files.createDirectories(home().resolve(module + "src/main"));
      Files.createFile(home().resolve(module + "pom.xml"));
    }
    environment.put("JAVA_HOME", JDK);
    environment.put("HOME", folder.toString());
    environment.put("MILLRACE_JDKS", "/nowhere");
    maven("exit 0");
  }

  @Test
  void whatIsBuiltIsRunFromAnywhereAndThroughLinks() throws Exception {
    pretendBuilt();
    var link = Files.createSymbolicLink(folder.resolve("link"), home().resolve("millrace"));
    var again = Files.createSymbolicLink(folder.resolve("again"), Path.of("link"));
    for (Path program : List.of(home().resolve("millrace"), link, again)) {
      var result = run(program, "version");
      assertThat(result.out()).startsWith("millrace ");
      assertThat(result.code()).isZero();
    }
    assertThat(run("--help").out()).contains("serve", "chat", "check");
    assertThat(run("srve").code()).isEqualTo(2);
    assertThat(folder.resolve("maven.log")).doesNotExist();
  }

  @Test
  void anOlderJavaIsPassedOverForOneThatIsNewEnough() throws Exception {
    pretendBuilt();
    environment.put("JAVA_HOME", fakeJdk("17.0.1"));
    environment.put("JAVA25_HOME", JDK);
    assertThat(run("version").code()).isZero();
    environment.put("JAVA25_HOME", fakeJdk("9.0"));
    environment.put("MILLRACE_JDKS", fakeJdk("21") + " " + JDK);
    assertThat(run("version").code()).isZero();
  }

  @Test
  void withoutAJdkOneLineSaysWhatToInstall() throws Exception {
    environment.put("JAVA_HOME", fakeJdk("17.0.1"));
    var result = run("serve");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("millrace: Millrace needs a JDK 25 or newer and found none. Install one");
  }

  @Test
  void withoutMavenOneLineSaysWhatToInstall() throws Exception {
    Files.delete(folder.resolve("bin/mvn"));
    var result = run("version");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .contains("needs Maven 3.8 or newer");
  }

  @Test
  void theFirstUseBuildsAndLaterOnesDoNot() throws Exception {
    assertThat(run("version").err()).startsWith("Building Millrace");
    assertThat(Files.readString(folder.resolve("maven.log")))
        .contains("-pl gateway -am")
        .contains("JAVA_HOME=" + JDK);
    assertThat(run("version").err()).doesNotContain("Building");
    assertThat(Files.readAllLines(folder.resolve("maven.log"))).hasSize(1);
  }

  @Test
  void aSourceThatIsNewerIsBuilt() throws Exception {
    pretendBuilt();
    var source = Files.createFile(home().resolve("engine/src/main/New.java"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run("version").err()).startsWith("Building Millrace");
  }

  @Test
  void aBuildThatFailsShowsWhyAndIsTriedAgain() throws Exception {
    maven("echo '[ERROR] the wheel is missing'; exit 1");
    for (int i = 0; i < 2; i++) {
      var result = run("version");
      assertThat(result.code()).isEqualTo(1);
      assertThat(result.err())
          .contains("[ERROR] the wheel is missing", "The build failed. All it said is in");
    }
  }

  private Path home() {
    return folder.resolve("a copy");
  }

  // A class path like that of a build: one jar that refers to the class path of this test.
  private void pretendBuilt() throws IOException {
    var entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" "));
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, entries);
    var lib = Files.createDirectories(home().resolve("gateway/target/lib"));
    new JarOutputStream(Files.newOutputStream(lib.resolve("all.jar")), manifest).close();
    Files.createDirectories(home().resolve("gateway/target/launch"));
    var built = Files.createFile(home().resolve("gateway/target/launch/built"));
    Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(30)));
  }

  private String fakeJdk(String version) throws IOException {
    var jdk = folder.resolve("jdk-" + version);
    Files.createDirectories(jdk.resolve("bin"));
    for (String program : List.of("bin/java", "bin/javac")) {
      assertThat(Files.createFile(jdk.resolve(program)).toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return jdk.toString();
  }

  private void maven(String script) throws IOException {
    program(
        Files.createDirectories(folder.resolve("bin")).resolve("mvn"),
        "echo \"JAVA_HOME=$JAVA_HOME $*\" >>" + folder.resolve("maven.log") + "\n" + script);
  }

  private Result run(String... arguments) throws Exception {
    return run(home().resolve("millrace"), arguments);
  }

  private Result run(Path program, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("/bin/sh", program.toString()));
    command.addAll(List.of(arguments));
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("PATH", tools());
    var process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Result(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  // A path that has no Java and no Maven but ours.
  private String tools() throws IOException {
    var bin = folder.resolve("bin");
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/bin/", "/bin/")) {
        if (Files.exists(Path.of(place + tool))) {
          program(bin.resolve(tool), "exec " + place + tool + " \"$@\"");
        }
      }
    }
    return bin.toString();
  }

  private static void program(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
