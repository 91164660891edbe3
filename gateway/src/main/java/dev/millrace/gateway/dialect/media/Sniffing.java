package dev.millrace.gateway.dialect.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/// The marks by which formats are told. The bytes may be anything, and fewer than wanted.
final class Sniffing {
  private static final Set<Integer> BITMAP_HEADERS = Set.of(12, 40, 52, 56, 64, 108, 124);
  private static final Set<String> SOUND = Set.of("M4A ", "M4B ", "M4P ", "F4A ", "F4B ");

  /// Pictures that are packed as MPEG-4.
  private static final Set<String> STILL =
      Set.of("avif", "avis", "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1");

  private static final Map<Format, Predicate<byte[]>> MARKS =
      Map.ofEntries(
          Map.entry(Format.PNG, starts("\u0089PNG\r\n\u001a\n")),
          Map.entry(Format.JPEG, starts("\u00ff\u00d8\u00ff")),
          Map.entry(Format.GIF, starts("GIF87a").or(starts("GIF89a"))),
          Map.entry(Format.WEBP, riff("WEBP")),
          Map.entry(Format.BMP, Sniffing::bitmap),
          Map.entry(Format.WAV, riff("WAVE")),
          Map.entry(Format.MP3, starts("ID3").or(Sniffing::layerThree)),
          Map.entry(Format.FLAC, starts("fLaC")),
          Map.entry(Format.OGG, starts("OggS\0")),
          Map.entry(Format.M4A, Sniffing::soundOnly),
          Map.entry(Format.MP4, Sniffing::moving),
          Map.entry(Format.WEBM, Sniffing::webm),
          Map.entry(Format.PDF, starts("%PDF-")),
          Map.entry(Format.OFFICE, starts("PK\u0003\u0004")),
          Map.entry(Format.TEXT, Sniffing::text));

  private Sniffing() {}

  /// Whether a file that begins like this is of that format.
  static boolean tells(Format format, byte[] head) {
    return Objects.requireNonNull(MARKS.get(format)).test(head);
  }

  /// @param bytes one character for each
  private static Predicate<byte[]> starts(String bytes) {
    return head -> at(head, 0, bytes);
  }

  private static Predicate<byte[]> riff(String form) {
    return head -> (at(head, 0, "RIFF") || at(head, 0, "RF64")) && at(head, 8, form);
  }

  /// `BM` could begin a text; the size of the header that follows could not.
  private static boolean bitmap(byte[] head) {
    return at(head, 0, "BM")
        && head.length >= 18
        && BITMAP_HEADERS.contains(
            ByteBuffer.wrap(head, 14, 4).order(ByteOrder.LITTLE_ENDIAN).getInt());
  }

  /// The header of a frame (ISO 11172-3, 2.4.2.3): eleven bits of ones, layer III, a bit rate and a
  /// sampling rate that exist.
  private static boolean layerThree(byte[] head) {
    return head.length >= 4
        && head[0] == (byte) 0xff
        && (head[1] & 0xe6) == 0xe2
        && (head[1] & 0x18) != 0x08
        && (head[2] & 0xf0) != 0xf0
        && (head[2] & 0x0c) != 0x0c;
  }

  private static boolean soundOnly(byte[] head) {
    return at(head, 4, "ftyp") && SOUND.contains(brand(head));
  }

  private static boolean moving(byte[] head) {
    return at(head, 4, "ftyp") && !SOUND.contains(brand(head)) && !STILL.contains(brand(head));
  }

  private static String brand(byte[] head) {
    return head.length < 12 ? "" : new String(head, 8, 4, ISO_8859_1);
  }

  /// EBML with the document type of WebM; Matroska has the same beginning.
  private static boolean webm(byte[] head) {
    int searched = Math.min(head.length, 64);
    return at(head, 0, "\u001aE\u00df\u00a3")
        && new String(head, 0, searched, ISO_8859_1).contains("B\u0082\u0084webm");
  }

  /// UTF-8 without control characters but white space; the last character may be cut.
  private static boolean text(byte[] head) {
    if (head.length == 0) {
      return false;
    }
    for (byte sign : head) {
      if (sign >= 0 && sign < ' ' && "\t\n\r\f".indexOf(sign) < 0) {
        return false;
      }
    }
    var result =
        UTF_8.newDecoder().decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length), false);
    return result.isUnderflow();
  }

  private static boolean at(byte[] head, int place, String bytes) {
    if (head.length < place + bytes.length()) {
      return false;
    }
    for (int i = 0; i < bytes.length(); i++) {
      if ((head[place + i] & 0xff) != bytes.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
