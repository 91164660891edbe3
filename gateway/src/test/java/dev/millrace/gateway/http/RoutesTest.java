package dev.millrace.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.call.Endpoint;
import dev.millrace.gateway.call.Route;
import dev.millrace.gateway.http.Routes.Match;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final Endpoint NOTHING = (_, _) -> {};
  private static final Route MODELS = Route.get("/v1/models", NOTHING);
  private static final Route MODEL = Route.get("/v1/models/*", NOTHING);
  private static final Route OWN = Route.post("/v1/models/own", NOTHING);
  private static final Route ALL = Route.post("/v1/*", NOTHING);

  private final Routes routes = new Routes(List.of(MODELS, MODEL, OWN, ALL));

  @Test
  void anExactPathComesFirst() {
    assertThat(routes.find("POST", "/v1/models/own")).isEqualTo(new Match.Found(OWN, ""));
  }

  @Test
  void theLongerWildcardComesBeforeTheShorter() {
    assertThat(routes.find("GET", "/v1/models/a/b")).isEqualTo(new Match.Found(MODEL, "a/b"));
    assertThat(routes.find("POST", "/v1/other")).isEqualTo(new Match.Found(ALL, "other"));
  }

  @Test
  void aMethodThatOnlyAWiderRouteKnowsIsFoundThere() {
    assertThat(routes.find("GET", "/v1/models/own")).isEqualTo(new Match.Found(MODEL, "own"));
    assertThat(routes.find("POST", "/v1/models")).isEqualTo(new Match.Found(ALL, "models"));
  }

  @Test
  void aWildcardStandsForSomething() {
    assertThat(new Routes(List.of(MODEL)).find("GET", "/v1/models/"))
        .isEqualTo(new Match.Nothing());
  }

  @Test
  void everyMethodOfThePathIsNamed() {
    assertThat(routes.find("PUT", "/v1/models"))
        .isEqualTo(new Match.OtherMethods(List.of("GET", "HEAD", "POST")));
  }

  @Test
  void whatNobodyServesIsNothing() {
    assertThat(routes.find("GET", "/")).isEqualTo(new Match.Nothing());
    assertThat(routes.find("GET", "/v1")).isEqualTo(new Match.Nothing());
    assertThat(routes.find("GET", "/v10/models")).isEqualTo(new Match.Nothing());
  }
}
