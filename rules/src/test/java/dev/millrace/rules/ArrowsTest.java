package dev.millrace.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may see whom. A room that needs something from above asks for it through an interface of its
/// own, which the room above implements.
final class ArrowsTest {
  private static final String GATEWAY = "dev.millrace.gateway.";
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.millrace");

  /// Each room of the gateway with the rooms that it may see, besides itself and `llm`.
  private static final Map<String, List<String>> MAY_SEE =
      Map.ofEntries(
          Map.entry("json", List.of()),
          Map.entry("loop", List.of()),
          Map.entry("ledger", List.of()),
          Map.entry("dialect", List.of("json")),
          Map.entry("attach", List.of("dialect")),
          Map.entry("provider", List.of("dialect", "json", "loop", "config", "vendor", "yaml")),
          Map.entry("profile", List.of("dialect", "json")),
          Map.entry("catalog", List.of("ledger")),
          Map.entry("tenant", List.of("dialect", "json", "ledger")),
          Map.entry("vault", List.of("json")),
          Map.entry("observe", List.of("ledger")),
          Map.entry("yaml", List.of()),
          Map.entry("vendor", List.of("dialect", "json", "yaml")),
          Map.entry("config", List.of("catalog", "json", "vendor", "yaml")),
          Map.entry("route", List.of("catalog", "dialect", "json", "ledger", "loop", "provider")),
          Map.entry(
              "call",
              List.of(
                  "attach", "catalog", "dialect", "json", "ledger", "loop", "observe", "profile",
                  "route", "tenant", "vault")),
          Map.entry("http", List.of("attach", "call", "loop", "provider")));

  static Stream<Map.Entry<String, List<String>>> rooms() {
    return MAY_SEE.entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomSeesOnlyTheRoomsBelowIt(Map.Entry<String, List<String>> room) {
    var unseen = new ArrayList<>(MAY_SEE.keySet());
    unseen.removeAll(room.getValue());
    unseen.remove(room.getKey());
    String[] packages = unseen.stream().map(name -> GATEWAY + name + "..").toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(GATEWAY + room.getKey() + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages));
  }

  @Test
  void roomsDoNotGoRoundInCircles() {
    check(slices().matching("dev.millrace.gateway.(*)..").should().beFreeOfCycles());
    check(slices().matching("dev.millrace.engine.(*)..").should().beFreeOfCycles());
    check(slices().matching("dev.millrace.grammar.(*)..").should().beFreeOfCycles());
  }

  @Test
  void theVocabularyDependsOnNothing() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.millrace.llm..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.millrace.llm..", "java..", "org.jspecify.."));
  }

  @Test
  void constraintsDependOnTheVocabularyAlone() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.millrace.grammar..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.millrace.grammar..", "dev.millrace.llm..", "java..", "org.jspecify.."));
  }

  @Test
  void theEngineKnowsNothingOfTheGateway() {
    check(
        classes()
            .that()
            .resideInAPackage("dev.millrace.engine..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "dev.millrace.engine..",
                "dev.millrace.grammar..",
                "dev.millrace.llm..",
                "java..",
                "jdk.incubator.vector..",
                "org.jspecify.."));
  }

  @Test
  void onlyHttpSeesVertx() {
    check(onlyIn("dev.millrace.gateway.http..", "io.vertx..", "io.netty.."));
  }

  @Test
  void onlyJsonSeesJackson() {
    check(onlyIn("dev.millrace.gateway.json..", "tools.jackson..", "com.fasterxml.."));
  }

  @Test
  void onlyYamlSeesTheYamlLibrary() {
    check(onlyIn("dev.millrace.gateway.yaml..", "org.snakeyaml.."));
  }

  @Test
  void onlyTheCommandsSeeTheCommandLineLibrary() {
    check(onlyIn("dev.millrace.gateway.cli..", "picocli.."));
  }

  @Test
  void onlyAwsProvidersSeeAwsSigner() {
    check(onlyIn("dev.millrace.gateway.provider.aws..", "software.amazon.awssdk.."));
  }

  @Test
  void onlyEventStreamsSeeTheirLibrary() {
    check(onlyIn("dev.millrace.gateway.dialect.eventstream..", "software.amazon.eventstream.."));
  }

  @Test
  void onlyProviderSeesTheEngine() {
    check(
        noClasses()
            .that()
            .resideInAPackage("dev.millrace.gateway..")
            .and()
            .resideOutsideOfPackage("dev.millrace.gateway.provider..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.millrace.engine.."));
  }

  private static ArchRule onlyIn(String room, String... libraries) {
    return noClasses()
        .that()
        .resideInAPackage("dev.millrace.gateway..")
        .and()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(HOUSE);
  }
}
