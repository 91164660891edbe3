package dev.millrace.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.gateway.ledger.Money;
import dev.millrace.llm.Usage;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogTest {
  private static final Model MODEL = model("meta/Llama-3:8b", List.of("llama"));

  @Test
  void aModelIsFoundByIdAndAliasInAnyCase() {
    var catalog = new Catalog(List.of(MODEL));
    assertThat(catalog.find("META/llama-3:8B")).contains(MODEL);
    assertThat(catalog.find("Llama")).contains(MODEL);
    assertThat(catalog.find("llama-4")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Acme/ONE:2,  acme/one:2, 2",
    "acme/one,    acme/one:10, 10",
    "acme/alias,  acme/one:2, 7",
    "meta/plain,  plain, 1",
    "meta/plain:1, plain, 1",
    "own/er,      own/er, 1"
  })
  void aNameMayLeaveOutTheVersionOrTheOwnerOfAModel(String name, String id, int version) {
    var catalog =
        new Catalog(
            List.of(
                model("acme/one:2", List.of("acme/alias:7")),
                model("acme/one:10", List.of()),
                model("acme/one:9", List.of()),
                model("own/er", List.of()),
                model("plain", List.of())));
    assertThat(catalog.find(name)).map(Model::id).contains(id);
    assertThat(catalog.version(name)).map(VersionedName::version).contains(OptionalInt.of(version));
  }

  @ParameterizedTest
  @ValueSource(strings = {"acme/one:3", "acme/one:", "one", "one:2", "other/one", "acme/one/x"})
  void anotherVersionOrOwnerIsNobody(String name) {
    var catalog = new Catalog(List.of(model("acme/one:2", List.of())));
    assertThat(catalog.find(name)).isEmpty();
    assertThat(catalog.version(name)).isEmpty();
  }

  @Test
  void twoModelsCannotShareAName() {
    var other = model("LLAMA", List.of());
    assertThatThrownBy(() -> new Catalog(List.of(MODEL, other))).hasMessageContaining("LLAMA");
  }

  @Test
  void cachedTokensArePricedApartAndNotTwice() {
    var price = new Price.PerMillion(2_000_000_000, 500_000_000, 8_000_000_000L);
    var usage = new Usage(1000, 400, 50, 10, Usage.Origin.EXACT);
    assertThat(price.of(usage)).isEqualTo(new Money(600 * 2000 + 400 * 500 + 50 * 8000));
  }

  @Test
  void aFractionOfANanoDollarIsRoundedUp() {
    var usage = new Usage(1, 0, 0, 0, Usage.Origin.EXACT);
    assertThat(new Price.PerMillion(1, 0, 0).of(usage)).isEqualTo(new Money(1));
  }

  private static Model model(String id, List<String> aliases) {
    return new Model(
        id,
        aliases,
        "meta",
        Instant.EPOCH,
        OptionalInt.empty(),
        new Price.Free(),
        Traits.unknown(),
        List.of(new Model.Deployment("acme", "llama")),
        Manner.usual());
  }
}
