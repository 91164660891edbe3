package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.catalog.Price;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.dialect.preference.Taken;
import dev.millrace.gateway.json.JsonReader;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferencesTest {
  private static final Deployment A = new Deployment("a", "big");
  private static final Deployment B = new Deployment("B", "vendor/Large");
  private static final Deployment C = new Deployment("embedded:m", "m").keepingNothing();
  private static final Price CHEAP = new Price.PerMillion(1_000_000_000L, 0, 2_000_000_000L);

  private static Terms terms(String fields, Unknown unknown) {
    var body = JsonReader.readObject(("{'model': 'm', " + fields + "}").replace('\'', '"'));
    return Fleet.terms(unknown).withPreferences(Taken.of(body, unknown).preferences());
  }

  private static Terms terms(String fields) {
    return terms(fields, Unknown.REFUSE);
  }

  private static Fleet fleet() {
    return Fleet.of(A, B, C).and("other", CHEAP, A, B).and("free", new Price.Free(), C);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'order': ['b']                                      | B a embedded:m
          'order': ['EMBEDDED', 'nobody', 'a']                | embedded:m a B
          'order': ['b/vendor/large']                         | B a embedded:m
          'order': ['b'], 'allow_fallbacks': false            | B
          'allow_fallbacks': false                            | a
          'only': ['b', 'embedded']                           | B embedded:m
          'ignore': ['a']                                     | B embedded:m
          'only': ['a', 'b'], 'ignore': ['a']                 | B
          'zdr': true                                         | embedded:m
          'data_collection': 'deny'                           | embedded:m
          'data_collection': 'allow', 'zdr': false            | a B embedded:m
          'only': [], 'order': [], 'ignore': []               | a B embedded:m
          """)
  void aClientMayNameProviders(String fields, String asked) {
    assertThat(fleet().asked("hi", terms("'provider': {" + fields + "}")))
        .containsExactly(asked.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'only': ['nobody']                                  | provider
          'order': ['nobody'], 'allow_fallbacks': false       | provider
          'ignore': ['a', 'b', 'embedded']                    | provider
          """)
  void whoLeavesNobodyIsToldSo(String fields, String field) {
    assertThat(fleet().refusal(Fleet.request("m", "hi"), terms("'provider': {" + fields + "}")))
        .isInstanceOfSatisfying(
            Failure.BadRequest.class,
            bad -> {
              assertThat(bad.field()).isEqualTo(field);
              assertThat(bad.why()).endsWith("the model m runs at a, B, embedded");
            });
  }

  @Test
  void aSortComesBeforeTheOperatorsPriorities() {
    var dear = A.withCost(CHEAP).withPriority(0);
    var cheap = B.withCost(new Price.Free()).withPriority(1);
    var fleet = Fleet.of(dear, cheap);
    assertThat(fleet.asked("hi", terms("'provider': {'sort': 'price'}"))).containsExactly("B", "a");
    fleet.load().latency(A, 5e8);
    fleet.load().latency(B, 2e8);
    for (String sort : List.of("'latency'", "'throughput'", "{'by': 'latency'}")) {
      assertThat(fleet.asked("hi", terms("'provider': {'sort': " + sort + "}")))
          .containsExactly("B", "a");
    }
    assertThat(fleet.asked("hi", terms("'provider': {'sort': 'price', 'order': ['a']}")))
        .containsExactly("a", "B");
  }

  @Test
  void nobodyPaysMoreThanHeSays() {
    var request = Fleet.request("other", "hi");
    assertThat(
            fleet()
                .asked(
                    request,
                    terms("'provider': {'max_price': {'prompt': 1, 'completion': '2.0'}}")))
        .containsExactly("a", "B");
    assertThat(
            fleet()
                .refusal(request, terms("'provider': {'max_price': {'completion': 1.999999999}}")))
        .isInstanceOfSatisfying(
            Failure.BadRequest.class,
            bad -> {
              assertThat(bad.field()).isEqualTo("provider.max_price");
              assertThat(bad.why()).contains("other costs: 1 dollars", "2 of the answer");
            });
    assertThat(
            fleet()
                .plan(
                    request, terms("'models': ['free'], 'provider': {'max_price': {'prompt': 0}}")))
        .satisfies(plan -> assertThat(plan.model().id()).isEqualTo("free"));
  }

  @Test
  void otherModelsFollowAndAreCalledAsTheClientCallsThem() {
    var plan = fleet().plan(Fleet.request("M", "hi"), terms("'models': ['m', 'OTHER', 'free']"));
    assertThat(plan.attempts())
        .extracting(Plan.Try::asked)
        .containsExactly("M", "M", "M", "OTHER", "OTHER", "free");
    assertThat(plan.attempts())
        .extracting(attempt -> attempt.requests().getFirst().model())
        .containsExactly("big", "vendor/Large", "m", "big", "vendor/Large", "m");
  }

  @Test
  void anUnknownModelOfTheListIsRefusedOrLeftOut() {
    var strict = fleet().refusal(Fleet.request("m", "hi"), terms("'models': ['gone']"));
    assertThat(strict).isEqualTo(new Failure.ModelNotFound("gone"));
    var lenient = terms("'models': ['gone', 'free']", Unknown.DROP);
    var plan = fleet().plan(Fleet.request("lost", "hi"), lenient);
    assertThat(plan.attempts()).extracting(Plan.Try::asked).containsExactly("free");
    assertThat(plan.receipt().compact()).isEqualTo("dropped=model,models[0]");
    assertThat(
            fleet().refusal(Fleet.request("lost", "hi"), terms("'models': ['gone']", Unknown.DROP)))
        .isEqualTo(new Failure.ModelNotFound("lost"));
  }

  @Test
  void whoWantsEveryFieldHonouredIsNotSentToWhoeverDropsOne() {
    var verbose = Fleet.request("m", "hi").withExtras(Map.of("store", new Json.Bool(true)));
    var plain = Fleet.of(A, B).speaking("a", Means.chat().knowing(Set.of()));
    var terms = terms("'provider': {'require_parameters': true}", Unknown.DROP);
    assertThat(plain.asked(verbose, terms)).containsExactly("B");
    var none = plain.speaking("B", Means.chat().knowing(Set.of()));
    assertThat(none.refusal(verbose, terms))
        .isInstanceOfSatisfying(
            Failure.BadRequest.class, bad -> assertThat(bad.field()).isEqualTo("store"));
    assertThat(none.asked(verbose, Fleet.TERMS)).containsExactly("a", "B");
  }
}
