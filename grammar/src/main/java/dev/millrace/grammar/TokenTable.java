package dev.millrace.grammar;

import dev.millrace.grammar.mask.Trie;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The tokens of a vocabulary, by their bytes. Immutable.
public final class TokenTable {
  private static final int MARKER_BEGINS = 0xff;
  private static final int MARKER_ENDS = 0xfe;

  private final int size;
  private final Trie trie;

  private TokenTable(int size, Trie trie) {
    this.size = size;
    this.trie = trie;
  }

  /// The table of a vocabulary.
  ///
  /// @param spellings what each token adds to the text, by id; an empty one is never allowed
  public static TokenTable of(List<byte[]> spellings) {
    return new TokenTable(spellings.size(), Trie.of(spellings));
  }

  /// The spelling to give a control token, so that a marker of this name stands for it and no text
  /// does: it is no UTF-8.
  public static byte[] marker(String name) {
    var spelling = new ByteArrayOutputStream();
    spelling.write(MARKER_BEGINS);
    spelling.writeBytes(name.getBytes(StandardCharsets.UTF_8));
    spelling.write(MARKER_ENDS);
    return spelling.toByteArray();
  }

  /// How many tokens there are.
  public int size() {
    return size;
  }

  Trie trie() {
    return trie;
  }
}
