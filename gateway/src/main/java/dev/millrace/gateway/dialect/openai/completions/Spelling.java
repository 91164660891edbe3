package dev.millrace.gateway.dialect.openai.completions;

import dev.millrace.llm.TokenLogprob.Candidate;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// What a token is called in this dialect, which has no place for bytes of its own: by its text, or
/// like `bytes:\xe2\x80` where its bytes are no text by themselves, as OpenAI does.
final class Spelling {
  private Spelling() {}

  static String of(Candidate token) {
    if (token.bytes().isEmpty()) {
      return token.text();
    }
    byte[] bytes = bytes(token);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return escaped(bytes);
    }
  }

  /// The bytes of a token; those of its text when the upstream did not say.
  static byte[] bytes(Candidate token) {
    if (token.bytes().isEmpty()) {
      return token.text().getBytes(StandardCharsets.UTF_8);
    }
    byte[] bytes = new byte[token.bytes().size()];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = token.bytes().get(at).byteValue();
    }
    return bytes;
  }

  private static String escaped(byte[] bytes) {
    var spelled = new StringBuilder("bytes:");
    for (byte unit : bytes) {
      if (unit >= ' ' && unit <= '~') {
        spelled.append((char) unit);
      } else {
        spelled.append("\\x%02x".formatted(unit & 0xff));
      }
    }
    return spelled.toString();
  }
}
