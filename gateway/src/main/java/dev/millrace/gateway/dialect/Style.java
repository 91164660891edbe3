package dev.millrace.gateway.dialect;

/// How a surface writes its answers, where the surfaces of one dialect differ.
///
/// @param usage where a stream tells what was used
/// @param wholeCalls whether the tool calls of a stream come all at once, in one chunk, instead of
///     in fragments
/// @param bare whether what OpenAI has beside the documented members of Bud is left out: `refusal`
///     and the details of usage; and `tool_calls` are there always
/// @param reasoningMetadata whether thoughts come in `model_output_metadata.reasoning`, too
/// @param allDetails whether usage tells of the kinds of tokens that nobody counts here, too: those
///     of audio and of predictions, of which there are none
public record Style(
    StreamedUsage usage,
    boolean wholeCalls,
    boolean bare,
    boolean reasoningMetadata,
    boolean allDetails) {
  /// One that tells of no more kinds of tokens than are counted.
  public Style(StreamedUsage usage, boolean wholeCalls, boolean bare, boolean reasoningMetadata) {
    this(usage, wholeCalls, bare, reasoningMetadata, false);
  }

  /// Where a stream tells what was used.
  public enum StreamedUsage {
    /// In a last chunk, which has no choices.
    LAST,
    /// In that, and in every chunk what was used until then.
    EVERY_CHUNK,
    /// In the chunk that has the last finish reason.
    WITH_FINISH
  }

  /// OpenAI's own, but for usage, which comes always.
  public static Style standard() {
    return new Style(StreamedUsage.LAST, false, false, false);
  }
}
