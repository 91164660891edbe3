package dev.millrace.engine;

/// What is known of a loaded model.
///
/// @param name as the file says, else the file's own name without its ending
/// @param architecture such as `llama`
/// @param parameters how many numbers it consists of
/// @param context tokens of prompt and answer together that are served
/// @param vocabulary tokens that it knows
/// @param quantization how most of its numbers are stored, such as `Q8_0`
/// @param bytes size of the file
public record Card(
    String name,
    String architecture,
    long parameters,
    int context,
    int vocabulary,
    String quantization,
    long bytes) {}
