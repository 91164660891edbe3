package dev.millrace.bench.upstream;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// How one protocol says an answer of words, whole or in a stream, and how it says what went wrong.
interface Voice {
  /// What is promised of every prompt.
  int PROMPT_TOKENS = 12;

  /// The content type of its streams.
  default String type() {
    return "text/event-stream";
  }

  /// What comes before the first word.
  byte[] beginning(String model);

  /// One word of the answer.
  byte[] word(String model, String text);

  /// What follows the last word, up to the end mark: why it ended, and what it took.
  List<byte[]> ending(String model, Answer answer);

  /// What says that nothing follows; empty where the ending does.
  byte[] mark();

  /// A piece of a stream that is not what it should be.
  default byte[] nonsense() {
    return event("{\"choices\": [{\"delta");
  }

  /// An error in mid-stream.
  byte[] error();

  /// A whole answer.
  String whole(String model, Answer answer);

  /// The body of a refusal.
  String refusal(int status);

  /// The body of a 400 for a prompt that is too long.
  String tooLong();

  /// An answer.
  ///
  /// @param words how many tokens it takes
  /// @param filtered whether somebody's filter ended it
  record Answer(String text, int words, boolean filtered) {}

  /// An event of a stream that has no name.
  static byte[] event(String data) {
    return bytes("data: " + data + "\n\n");
  }

  /// An event of a stream.
  static byte[] event(String name, String data) {
    return bytes("event: " + name + "\ndata: " + data + "\n\n");
  }

  /// ASCII.
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
