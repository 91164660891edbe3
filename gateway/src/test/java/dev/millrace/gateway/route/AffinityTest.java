package dev.millrace.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gateway.catalog.Model.Deployment;
import dev.millrace.gateway.catalog.Routing.Affinity;
import dev.millrace.gateway.catalog.Routing.Strategy;
import dev.millrace.llm.Message;
import dev.millrace.llm.Request;
import dev.millrace.llm.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class AffinityTest {
  private static final List<Deployment> PLACES =
      Stream.of("a", "b", "c", "d").map(name -> new Deployment(name, "big")).toList();

  private static Fleet fleet(Affinity affinity, List<Deployment> places) {
    return Fleet.of(places.toArray(Deployment[]::new)).routed(Strategy.WEIGHTED, affinity);
  }

  private static Terms session(String name) {
    return Fleet.TERMS.withSession(Optional.of(name));
  }

  private static List<String> sessions(Fleet fleet) {
    return IntStream.range(0, 4_000)
        .mapToObj(number -> fleet.asked("hi", session("session-" + number)).getFirst())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void aSessionKeepsToItsPlaceUnderEveryStrategy(Strategy strategy) {
    var fleet = Fleet.of(PLACES.toArray(Deployment[]::new)).routed(strategy, Affinity.SESSION);
    for (int number = 0; number < 50; number++) {
      var terms = session("s" + number);
      assertThat(fleet.firsts(20, "hi", terms)).hasSize(1);
    }
  }

  @Test
  void aSecondGatewayChoosesTheSame() {
    assertThat(sessions(fleet(Affinity.SESSION, PLACES)))
        .isEqualTo(sessions(fleet(Affinity.SESSION, PLACES.reversed()).seeded(99)));
  }

  @Test
  void aPlaceThatIsTakenAwayMovesNoOthersSessions() {
    var before = sessions(fleet(Affinity.SESSION, PLACES));
    var after = sessions(fleet(Affinity.SESSION, PLACES.subList(0, 3)));
    for (int number = 0; number < before.size(); number++) {
      if (!before.get(number).equals("d")) {
        assertThat(after.get(number)).isEqualTo(before.get(number));
      }
    }
  }

  @Test
  void sessionsAreSpreadByWeight() {
    var places = new ArrayList<>(PLACES);
    places.set(0, PLACES.getFirst().withWeight(5));
    var all = sessions(fleet(Affinity.SESSION, places));
    assertThat(all.stream().filter("a"::equals).count()).isBetween(2_350L, 2_650L);
    assertThat(all.stream().filter("b"::equals).count()).isBetween(400L, 600L);
  }

  @Test
  void aPlaceWithFarTooMuchToDoIsLeftAndComeBackTo() {
    var fleet = fleet(Affinity.SESSION, PLACES);
    var asked = fleet.asked("hi", session("s"));
    var home = place(asked.getFirst());
    fleet.load().outstanding(home, 3);
    assertThat(fleet.asked("hi", session("s")).getFirst()).as("too much").isEqualTo(asked.get(1));
    PLACES.forEach(place -> fleet.load().outstanding(place, 3));
    assertThat(fleet.asked("hi", session("s"))).as("so have all").isEqualTo(asked);
    fleet.load().outstanding(home, 40);
    assertThat(fleet.asked("hi", session("s")))
        .containsExactly(asked.get(1), asked.get(2), asked.get(3), asked.get(0));
  }

  @Test
  void aRequestOfNoSessionGoesAnywhere() {
    assertThat(fleet(Affinity.SESSION, PLACES).firsts(100, "hi", Fleet.TERMS)).hasSize(4);
    assertThat(fleet(Affinity.NONE, PLACES).firsts(100, "hi", session("s"))).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "PRIORITY")
  void promptsThatBeginAlikeGoToTheSamePlace(Strategy strategy) {
    var fleet = Fleet.of(PLACES.toArray(Deployment[]::new)).routed(strategy, Affinity.PREFIX);
    var homes = new HashSet<String>();
    for (int topic = 0; topic < 40; topic++) {
      var firsts = new HashSet<String>();
      for (int question = 0; question < 10; question++) {
        String text = ("topic " + topic + " ").repeat(80) + question;
        firsts.add(fleet.asked(text, Fleet.TERMS).getFirst());
      }
      assertThat(firsts).hasSize(1);
      homes.addAll(firsts);
    }
    assertThat(homes).hasSize(4);
  }

  @Test
  void shortPromptsGoAnywhere() {
    assertThat(fleet(Affinity.PREFIX, PLACES).firsts(100, "hi", Fleet.TERMS)).hasSize(4);
  }

  @Test
  void aConversationThatHadToLeaveStaysWhereItWent() {
    var fleet = fleet(Affinity.PREFIX, PLACES);
    String shared = "You are a helpful miller. ".repeat(40); // 1,040 characters
    var home = fleet.asked(talk(shared, 1), Fleet.TERMS).getFirst();
    fleet.load().outstanding(place(home), 9);
    var other = fleet.asked(talk(shared, 2), Fleet.TERMS).getFirst();
    assertThat(other).isNotEqualTo(home);
    fleet.load().outstanding(place(home), 0);
    assertThat(fleet.asked(longer(shared, 2), Fleet.TERMS).getFirst()).isEqualTo(other);
    assertThat(fleet.asked(talk(shared, 3), Fleet.TERMS).getFirst()).isEqualTo(home);
    assertThat(fleet.asked(longer(shared, 1), Fleet.TERMS).getFirst()).isEqualTo(home);
  }

  @Test
  void aPlaceThatFailsLosesItsPrompts() {
    var fleet = fleet(Affinity.PREFIX, PLACES);
    String prompt = "Once upon a time there was a mill. ".repeat(100);
    var home = fleet.asked(prompt, Fleet.TERMS).getFirst();
    fleet.load().broken(place(home));
    assertThat(fleet.asked(prompt, Fleet.TERMS)).endsWith(home);
  }

  @Test
  void aTrailForgetsWhatWasOfNoUseForLongest() {
    var trail = new Trail(3);
    var place = PLACES.getFirst();
    trail.remember(List.of(1L, 2L, 3L), place, _ -> true);
    assertThat(trail.find(List.of(1L), _ -> true)).contains(place);
    trail.remember(List.of(4L), place, _ -> true);
    assertThat(trail.find(List.of(2L), _ -> true)).isEmpty();
    assertThat(trail.find(List.of(1L, 9L), _ -> true)).contains(place);
    assertThat(trail.find(List.of(1L), _ -> false)).isEmpty();
  }

  @Test
  void everyBeginningOfAPromptHasItsOwnLandmark() {
    var whole = Landmarks.of(Fleet.request("m", "x".repeat(200_000)));
    assertThat(whole).hasSize(9).doesNotHaveDuplicates();
    assertThat(Landmarks.of(Fleet.request("m", "x".repeat(3_000)))).isEqualTo(whole.subList(0, 3));
    assertThat(Landmarks.of(Fleet.request("m", "y".repeat(3_000))))
        .doesNotContainAnyElementsOf(whole);
  }

  private static Deployment place(String name) {
    return new Deployment(name, "big");
  }

  private static Request talk(String shared, int number) {
    var question = Message.of(Role.USER, ("question " + number + " ").repeat(100));
    return Request.of("m", List.of(Message.of(Role.SYSTEM, shared), question));
  }

  private static Request longer(String shared, int number) {
    var turns = new ArrayList<>(talk(shared, number).messages());
    turns.add(Message.of(Role.ASSISTANT, "An answer."));
    turns.add(Message.of(Role.USER, "And then?"));
    return Request.of("m", turns);
  }
}
