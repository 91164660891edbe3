package dev.millrace.gateway.dialect.media;

import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Part.Attachment.Kind;
import dev.millrace.llm.Part.Source;
import dev.millrace.llm.Refused;
import java.util.Locale;

/// Reads where the bytes of an attachment are, and refuses those that are not what they should be:
/// every refusal names the field, and what is said where that differs from what is there.
///
/// @param limits on what comes with the request
public record Attachments(Limits limits) {
  private static final int LONGEST_LINK = 8192;

  /// Within the usual limits.
  public static Attachments usual() {
    return new Attachments(Limits.usual());
  }

  /// A URL: of `data:`, which is looked into, or of `http:` and `https:`, which is carried on.
  ///
  /// @throws Refused if it is another, or its bytes are not what they should be
  public Source url(Kind kind, Value url) {
    String text = url.text();
    if (DataUrl.is(text)) {
      return data(kind, url);
    }
    String start = text.substring(0, Math.min(text.length(), 8)).toLowerCase(Locale.ROOT);
    if (!start.startsWith("http://") && !start.startsWith("https://")) {
      throw url.outside("a URL that begins with https:// or http://, or " + example(kind));
    }
    if (text.length() > LONGEST_LINK) {
      throw url.refuse(
          Problem.OUT_OF_RANGE, "must not be longer than " + LONGEST_LINK + " characters");
    }
    if (text.chars().anyMatch(sign -> sign <= ' ' || sign == 0x7f)) {
      throw url.refuse(
          Problem.MALFORMED, "must be a URL, without white space or control characters");
    }
    return new Source.Link(text);
  }

  /// Base64, alone or as a `data:` URL (OpenAI's `file_data`).
  ///
  /// @throws Refused if its bytes are not what they should be
  public Source.Inline data(Kind kind, Value data) {
    String text = data.text();
    if (!DataUrl.is(text)) {
      return new Checking(kind, data, data).inline("", text);
    }
    DataUrl url =
        DataUrl.of(text)
            .orElseThrow(() ->
                data.refuse(
                    Problem.MALFORMED,
                    "is a data URL without base64; write it as " + example(kind)));
    return new Checking(kind, data, data).inline(url.mediaType(), url.base64());
  }

  /// Base64 whose media type is said by another field (Anthropic's `source`).
  ///
  /// @param mediaType the field to be named if it is not true
  /// @param said what it says, as `image/png`
  /// @throws Refused if its bytes are not what they should be
  public Source.Inline base64(Kind kind, Value mediaType, String said, Value data) {
    return new Checking(kind, mediaType, data).inline(DataUrl.bare(said), data.text());
  }

  /// The id of a file at the provider.
  ///
  /// @throws Refused if it is empty
  public Source.Stored stored(Value id) {
    if (id.text().isEmpty()) {
      throw id.refuse(Problem.OUT_OF_RANGE, "must not be empty");
    }
    return new Source.Stored(id.text());
  }

  private static String example(Kind kind) {
    String mediaType =
        switch (kind) {
          case IMAGE -> "image/png";
          case AUDIO -> "audio/wav";
          case VIDEO -> "video/mp4";
          case DOCUMENT -> "application/pdf";
        };
    return DataUrl.write(mediaType, "...");
  }

  /// One attachment in base64, and the fields in which its type is said and its bytes are.
  private final class Checking {
    private final Kind kind;
    private final Value type;
    private final Value data;

    Checking(Kind kind, Value type, Value data) {
      this.kind = kind;
      this.type = type;
      this.data = data;
    }

    Source.Inline inline(String said, String base64) {
      long least = base64.length() / 4 * 3L - 2;
      held(least);
      var bytes = read(base64);
      held(bytes.size());
      return switch (Look.at(kind, said, bytes.head(Format.HEAD))) {
        case Look.Good(var mediaType) -> new Source.Inline(mediaType, base64);
        case Look.Untrue(var why) -> throw type.refuse(Problem.OUT_OF_RANGE, why);
        case Look.Unwanted(var why) -> throw data.refuse(Problem.OUT_OF_RANGE, why);
      };
    }

    private void held(long size) {
      long most = limits.of(kind);
      if (size > most) {
        throw data.refuse(
            Problem.OUT_OF_RANGE, "has more than " + most + " bytes, which is the most allowed");
      }
    }

    private Base64Text read(String base64) {
      try {
        return Base64Text.of(base64);
      } catch (Base64Text.Fault why) {
        throw data.refuse(Problem.MALFORMED, "is no valid base64: " + why.getMessage());
      }
    }
  }
}
