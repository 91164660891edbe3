package dev.millrace.gateway.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.llm.Message;
import dev.millrace.llm.Part;
import dev.millrace.llm.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VaultTest {
  private static final String CANARY = "canary-4711";
  private static final List<Message> BEFORE = List.of(Message.of(Role.USER, "Which city?"));
  private static final Part CALL = new Part.ToolCall("call_1", "weather", "{\"a\":1.0,\"b\":[2]}");
  private static final Memory TURN =
      new Memory(
          "tiny",
          List.of(
              new Part.Thought(CANARY, Optional.of(new Part.Signature("anthropic", "sig"))),
              new Part.Withheld(new Part.Signature("anthropic", "hidden")),
              new Part.Text("Let me look."),
              new Part.Refusal("No."),
              new Part.ToolCall(
                  "call_1",
                  "weather",
                  "{\"a\":1.0,\"b\":[2]}",
                  Optional.of(new Part.Signature("google", "g")))));

  private final Vault.Limits limits = new Vault.Limits(Duration.ofMinutes(10), 4_000, 3_000);
  private Instant now = Instant.EPOCH;
  private final Vault vault = new Vault(limits, () -> now);

  @Test
  void aTurnIsKnownByWhatItsClientSawOfIt() {
    vault.keep("a", TURN, BEFORE);
    var reordered = new Part.ToolCall("call_1", "weather", " {\"b\": [2], \"a\": 1}");
    List<Part> seen =
        List.of(new Part.Text("Let me look.No. "), reordered, new Part.CachePoint("5m"));
    assertThat(vault.recall("a", seen, List.of())).contains(TURN);
  }

  @Test
  void anotherTurnIsNotTakenForIt() {
    vault.keep("a", TURN, BEFORE);
    var words = new Part.Text("Let me look.No.");
    var other = new Part.ToolCall("call_1", "weather", "{\"a\":2,\"b\":[2]}");
    assertThat(vault.recall("a", List.of(words, other), BEFORE)).isEmpty();
    assertThat(vault.recall("a", List.of(words), BEFORE)).isEmpty();
    assertThat(vault.recall("a", List.of(CALL), BEFORE)).isEmpty();
  }

  @Test
  void sameWordsAfterOtherWordsAreAnotherTurn() {
    var yes = new Part.Text("Yes.");
    vault.keep("a", new Memory("tiny", List.of(new Part.Thought("Oslo?"), yes)), BEFORE);
    assertThat(vault.recall("a", List.of(yes), BEFORE)).isPresent();
    assertThat(vault.recall("a", List.of(yes), List.of(Message.of(Role.USER, "Rome?")))).isEmpty();
  }

  @Test
  void nobodyElseGetsIt() {
    vault.keep("a", TURN, BEFORE);
    assertThat(vault.recall("b", TURN.parts(), BEFORE)).isEmpty();
    assertThat(vault.recall("", TURN.parts(), BEFORE)).isEmpty();
  }

  @Test
  void itIsForgottenInTime() {
    vault.keep("a", TURN, BEFORE);
    now = now.plus(limits.lifetime()).minusMillis(1);
    assertThat(vault.recall("a", TURN.parts(), BEFORE)).isPresent();
    now = now.plusMillis(1);
    assertThat(vault.recall("a", TURN.parts(), BEFORE)).isEmpty();
    assertThat(vault.size()).isZero();
  }

  @Test
  void whatHasNoThoughtsIsNotKept() {
    vault.keep("a", new Memory("tiny", List.of(new Part.Text("Hi"), CALL)), BEFORE);
    assertThat(vault.size()).isZero();
  }

  @Test
  void anAccountTakesNoMoreThanItsShareAndAllNoMoreThanThereIs() {
    for (int at = 0; at < 100; at++) {
      for (String account : List.of("a", "b")) {
        vault.keep(account, memory(at), BEFORE);
        assertThat(vault.size()).isLessThanOrEqualTo(limits.bytes());
      }
    }
    assertThat(vault.recall("b", memory(99).parts(), BEFORE)).isPresent();
    assertThat(vault.recall("b", memory(0).parts(), BEFORE)).isEmpty();
    vault.keep("a", new Memory("tiny", List.of(new Part.Thought("x".repeat(5_000)))), BEFORE);
    assertThat(vault.size()).isLessThanOrEqualTo(limits.bytes());
    now = now.plus(Duration.ofHours(1));
    vault.keep("a", memory(1), BEFORE);
    assertThat(vault.raw()).hasSize(1);
  }

  @Test
  void aTurnThatComesAgainTakesItsRoomOnce() {
    vault.keep("a", TURN, BEFORE);
    long once = vault.size();
    vault.keep("a", TURN, BEFORE);
    assertThat(vault.size()).isEqualTo(once);
  }

  @Test
  void nothingThatIsKeptCanBeRead() {
    vault.keep("a", TURN, BEFORE);
    assertThat(vault.raw()).hasSize(1);
    for (byte[] kept : vault.raw()) {
      assertThat(new String(kept, ISO_8859_1)).doesNotContain(CANARY, "thought", "weather");
    }
    var safe = new Safe();
    byte[] hidden = safe.hide("label", CANARY);
    assertThat(new String(hidden, UTF_8)).doesNotContain("canary");
    assertThat(safe.show("other", hidden)).isEmpty();
    assertThat(new Safe().show("label", hidden)).isEmpty();
    assertThat(safe.show("label", hidden)).contains(CANARY);
  }

  private static Memory memory(int number) {
    return new Memory(
        "tiny", List.of(new Part.Thought("t".repeat(100)), new Part.Text("turn " + number)));
  }
}
