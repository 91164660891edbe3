package dev.millrace.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.token.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

final class CorpusTest {
  private static final long CHECKSUM = 4211760308L;

  private final Sources sources = Sources.read();
  private final Corpus corpus = new Corpus(sources, 2026);

  private static String text(Conversation conversation) {
    return Rendering.of(conversation).stream()
        .map(Rendering.Span::text)
        .collect(Collectors.joining());
  }

  @Test
  void theCorpusIsAlwaysTheSame() {
    var sum = new CRC32();
    LongStream.range(0, 3_000)
        .map(i -> 37 * i)
        .forEach(i -> sum.update(text(corpus.conversation(i)).getBytes(StandardCharsets.UTF_8)));
    assertThat(sum.getValue()).isEqualTo(CHECKSUM);
  }

  @Test
  void wordsKeptForMeasuringAreNotTrainedOn() {
    var plain = LongStream.range(0, 3_000).mapToObj(i -> text(corpus.conversation(i))).toList();
    for (var word : sources.unseenWords()) {
      assertThat(sources.words()).doesNotContain(word);
      assertThat(plain).noneMatch(text -> List.of(text.split("[^a-z]+")).contains(word));
    }
  }

  @Test
  void placesKeptForMeasuringAreNotTrainedOn() {
    assertThat(sources.places()).doesNotContainAnyElementsOf(sources.unseenPlaces());
  }

  @Test
  void everyCountryHasOneCapital() {
    assertThat(sources.capitals()).hasSize(196).doesNotHaveDuplicates();
    assertThat(sources.capitals())
        .allMatch(pair -> !pair.right().isBlank() && !pair.left().isBlank());
  }

  @Test
  void onlyWhatTheModelWritesIsTrained() {
    var encoder = new Encoder(Tokenizer.of(Encoder.learn(corpus, 512)));
    for (int i = 20_000; i < 20_300; i++) {
      var conversation = corpus.conversation(i);
      var row = encoder.encode(conversation);
      int trained = 0;
      for (var span : Rendering.of(conversation)) {
        trained += span.trained() ? encoder.tokenizer().encode(span.text(), true).length : 0;
      }
      assertThat(row.scored()).hasSize(trained);
      assertThat(encoder.tokenizer().decode(row.tokens()))
          .isEqualTo(text(conversation).stripTrailing());
    }
  }

  @Test
  void aWordIsCutTheSameWayWhereverItStands() {
    var tokenizer = Tokenizer.of(Encoder.learn(corpus, 600));
    for (var word : sources.unseenWords()) {
      int[] alone = tokenizer.encode(word, true);
      for (var around : List.of(" %s", "\"%s\"", ": %s.", "\n%s", "(%s)")) {
        assertThat(tokenizer.encode(around.formatted(word), true)).containsSequence(alone);
      }
    }
  }
}
