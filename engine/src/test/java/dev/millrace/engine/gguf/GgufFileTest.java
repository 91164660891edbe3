package dev.millrace.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class GgufFileTest {
  private static final int STRING = 8;
  private static final int ARRAY = 9;

  static GgufFile read(byte[] bytes) {
    return GgufFile.read("model.gguf", MemorySegment.ofArray(bytes), Arena.ofConfined());
  }

  private static Bytes oneOfEach() {
    return Bytes.header(0, 13)
        .key("u8", 0)
        .int8(-1)
        .key("i8", 1)
        .int8(-1)
        .key("u16", 2)
        .int16(-1)
        .key("i16", 3)
        .int16(-1)
        .key("u32", 4)
        .int32(-1)
        .key("i32", 5)
        .int32(-1)
        .key("f32", 6)
        .float32(1.5f)
        .key("bool", 7)
        .int8(1)
        .key("string", STRING)
        .text("caf\u00e9")
        .key("strings", ARRAY)
        .int32(STRING)
        .int64(2)
        .text("a")
        .text("")
        .key("u64", 10)
        .int64(-1)
        .key("i64", 11)
        .int64(-1)
        .key("f64", 12)
        .float64(0.25);
  }

  @Test
  void everyKindOfValueIsRead() {
    try (var file = read(oneOfEach().array())) {
      var metadata = file.metadata();
      assertThat(metadata.integer("u8")).isEqualTo(255);
      assertThat(metadata.integer("i8")).isEqualTo(-1);
      assertThat(metadata.integer("u16")).isEqualTo(65_535);
      assertThat(metadata.integer("i16")).isEqualTo(-1);
      assertThat(metadata.whole("u32")).isEqualTo(4_294_967_295L);
      assertThat(metadata.integer("i32")).isEqualTo(-1);
      assertThat(metadata.decimal("f32")).isEqualTo(1.5);
      assertThat(metadata.truth("bool")).isTrue();
      assertThat(metadata.string("string")).isEqualTo("caf\u00e9");
      assertThat(metadata.strings("strings")).containsExactly("a", "");
      assertThat(metadata.whole("i64")).isEqualTo(-1);
      assertThat(metadata.decimal("f64")).isEqualTo(0.25);
      assertThat(metadata.keys()).hasSize(13).startsWith("u8");
    }
  }

  @Test
  void listsOfNumbersAreRead() {
    var bytes =
        Bytes.header(0, 3)
            .key("bytes", ARRAY)
            .int32(0)
            .int64(2)
            .raw((byte) 1, (byte) -1)
            .key("floats", ARRAY)
            .int32(6)
            .int64(1)
            .float32(2.5f)
            .key("none", ARRAY)
            .int32(5)
            .int64(0);
    try (var file = read(bytes.array())) {
      assertThat(file.metadata().integers("bytes")).containsExactly(1, 255);
      assertThat(file.metadata().decimals("floats")).containsExactly(2.5f);
      assertThat(file.metadata().integers("none")).isEmpty();
    }
  }

  @Test
  void aMissingKeyIsNamedWithWhatWasExpected() {
    try (var file = read(oneOfEach().array())) {
      assertThatExceptionOfType(InvalidGguf.class)
          .isThrownBy(() -> file.metadata().string("tokenizer.ggml.model"))
          .withMessage(
              "model.gguf: metadata key 'tokenizer.ggml.model' is missing; a string was expected");
      assertThat(file.metadata().integer("absent", 7)).isEqualTo(7);
      assertThat(file.metadata().string("absent", "x")).isEqualTo("x");
    }
  }

  @Test
  void aValueOfAnotherKindIsRefusedEvenWhereThereIsAFallback() {
    try (var file = read(oneOfEach().array())) {
      var metadata = file.metadata();
      assertThatExceptionOfType(InvalidGguf.class)
          .isThrownBy(() -> metadata.integer("string", 7))
          .withMessageMatching(
              "model.gguf: metadata key 'string' holds a string; a whole number was expected .at byte \\d+.");
      assertThatExceptionOfType(InvalidGguf.class)
          .isThrownBy(() -> metadata.whole("u64"))
          .withMessageContaining("beyond 2^63-1");
      assertThatExceptionOfType(InvalidGguf.class)
          .isThrownBy(() -> metadata.integer("u32"))
          .withMessageContaining("4294967295");
      assertThatExceptionOfType(InvalidGguf.class)
          .isThrownBy(() -> metadata.strings("u8"))
          .withMessageContaining("a list of strings");
      assertThatExceptionOfType(InvalidGguf.class)
          .isThrownBy(() -> metadata.truth("u8"))
          .withMessageContaining("a truth value");
    }
  }

  @Test
  void tensorsAreFoundBehindTheHeader() {
    var bytes =
        Bytes.header(2, 0)
            .tensor("a", 0, 2, 3)
            .tensorOf(8, "b", 32, 32)
            .pad()
            .float32(7)
            .zeros(28)
            .zeros(34);
    try (var file = read(bytes.array())) {
      var a = file.tensor("a").orElseThrow();
      assertThat(a.columns()).isEqualTo(2);
      assertThat(a.rows()).isEqualTo(3);
      assertThat(a.data().get(ValueLayout.JAVA_FLOAT_UNALIGNED, 0)).isEqualTo(7);
      assertThat(file.tensor("b").orElseThrow().data().byteSize()).isEqualTo(34);
      assertThat(file.tensors().keySet()).containsExactly("a", "b");
      assertThat(file.tensor("c")).isEmpty();
    }
  }

  @Test
  void aFileOnDiskIsMappedUntilItIsClosed(@TempDir Path folder) throws IOException {
    var path = folder.resolve("small.gguf");
    Files.write(path, Bytes.header(1, 0).tensor("a", 0, 2).pad().float32(7).float32(8).array());
    var file = GgufFile.open(path);
    var data = file.tensor("a").orElseThrow().data();
    assertThat(data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4)).isEqualTo(8);
    file.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> data.get(ValueLayout.JAVA_FLOAT_UNALIGNED, 4));
  }

  @Test
  void anEmptyFileIsNoGguf(@TempDir Path folder) throws IOException {
    var path = Files.createFile(folder.resolve("empty.gguf"));
    assertThatExceptionOfType(InvalidGguf.class)
        .isThrownBy(() -> GgufFile.open(path).close())
        .withMessageContaining("empty.gguf: not a GGUF file");
  }

  static Stream<Arguments> lies() {
    return Stream.of(
            liesAboutTheHeader(), liesAboutMetadata(), liesAboutShapes(), liesAboutTensorData())
        .flatMap(part -> part);
  }

  private static Stream<Arguments> liesAboutTheHeader() {
    return Stream.of(
        lie(
            "a magic of another format",
            new Bytes().raw(new byte[] {'G', 'G', 'M', 'L'}).zeros(40),
            "letters GGUF"),
        lie(
            "a version of the future",
            new Bytes().raw(new byte[] {'G', 'G', 'U', 'F'}).int32(4).zeros(40),
            "version 4; 2 and 3"),
        lie(
            "big-endian",
            new Bytes().raw(new byte[] {'G', 'G', 'U', 'F'}).int32(3 << 24).zeros(40),
            "big-endian"),
        lie(
            "more entries than bytes",
            Bytes.header(0, 1000).zeros(40),
            "the number of metadata entries is 1000"),
        lie(
            "more tensors than bytes",
            Bytes.header(-1, 0).zeros(40),
            "tensors is 18446744073709551615"),
        lie(
            "a key longer than the file",
            Bytes.header(0, 1).int64(1L << 40).zeros(40),
            "the length of metadata key 0"),
        lie("a key without letters", Bytes.header(0, 1).text("").int32(4).int32(0), "1 to 65535"));
  }

  private static Stream<Arguments> liesAboutMetadata() {
    return Stream.of(
        lie(
            "a key that is not UTF-8",
            Bytes.header(0, 1).int64(1).int8(0xff).int32(4).int32(0),
            "not UTF-8"),
        lie("a type nobody knows", Bytes.header(0, 1).key("k", 13).zeros(9), "unknown type 13"),
        lie("a truth value of two", Bytes.header(0, 1).key("k", 7).int8(2), "0 or 1"),
        lie(
            "the same key twice",
            Bytes.header(0, 2).key("k", 7).int8(1).key("k", 7).int8(1),
            "'k' is there twice"),
        lie(
            "a list longer than the file",
            Bytes.header(0, 1).key("k", ARRAY).int32(4).int64(1 << 30),
            "elements of the value of 'k'"),
        lie(
            "a list of strings longer than the file",
            Bytes.header(0, 1).key("k", ARRAY).int32(STRING).int64(9).zeros(64),
            "is 9"),
        lie(
            "a list of lists",
            Bytes.header(0, 1).key("k", ARRAY).int32(ARRAY).int64(1).int32(4).int64(0),
            "list of lists"));
  }

  private static Stream<Arguments> liesAboutShapes() {
    return Stream.of(
        lie(
            "an alignment of three",
            Bytes.header(0, 1).key("general.alignment", 4).int32(3),
            "power of two"),
        lie("no dimensions", Bytes.header(1, 0).tensor("t", 0).zeros(64), "has 0 dimensions"),
        lie(
            "five dimensions",
            Bytes.header(1, 0).tensor("t", 0, 1, 1, 1, 1, 1).zeros(64),
            "has 5 dimensions"),
        lie(
            "a dimension of zero",
            Bytes.header(1, 0).tensor("t", 0, 4, 0).zeros(64),
            "dimension 1 of tensor 't' is 0"),
        lie(
            "a product beyond 64 bits",
            Bytes.header(1, 0).tensor("t", 0, 1L << 32, 1L << 32).zeros(64),
            "more than 2^63-1"),
        lie(
            "bytes beyond 64 bits",
            Bytes.header(1, 0).tensor("t", 0, 1L << 62).zeros(64),
            "more than 2^63-1"),
        lie(
            "half a block",
            Bytes.header(1, 0).tensorOf(8, "t", 0, 33).pad().zeros(99),
            "Q8_0 wants a multiple of 32"));
  }

  private static Stream<Arguments> liesAboutTensorData() {
    return Stream.of(
        lie(
            "a tensor type nobody knows",
            Bytes.header(1, 0).tensorOf(4, "t", 0, 32).pad().zeros(99),
            "unknown type 4"),
        lie(
            "an offset off the grid",
            Bytes.header(1, 0).tensor("t", 1, 4).pad().zeros(99),
            "not a multiple of 32"),
        lie(
            "a tensor behind the end",
            Bytes.header(1, 0).tensor("t", 64, 4).pad().zeros(64),
            "16 bytes from 64 of the data"),
        lie(
            "a tensor across the end",
            Bytes.header(1, 0).tensor("t", 32, 9).pad().zeros(64),
            "cut short"),
        lie(
            "the same tensor twice",
            Bytes.header(2, 0).tensor("t", 0, 4).tensor("t", 32, 4).pad().zeros(64),
            "'t' is there twice"),
        lie(
            "two tensors in one place",
            Bytes.header(2, 0).tensor("t", 0, 9).tensor("u", 32, 4).pad().zeros(64),
            "overlap"));
  }

  private static Arguments lie(String name, Bytes bytes, String message) {
    return Arguments.of(name, bytes.array(), message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void aFileThatLiesIsRefused(String name, byte[] bytes, String message) {
    assertThatExceptionOfType(InvalidGguf.class)
        .as(name)
        .isThrownBy(() -> read(bytes).close())
        .withMessageStartingWith("model.gguf: ")
        .withMessageContaining(message);
  }

  @Test
  void aMessageShowsNoControlCharactersOfTheFile() {
    var bytes = Bytes.header(0, 1).key("k\u001b[2J", 99).zeros(9);
    assertThatExceptionOfType(InvalidGguf.class)
        .isThrownBy(() -> read(bytes.array()).close())
        .withMessageContaining("the value of 'k?[2J'");
  }
}
