package dev.millrace.training;

import java.util.List;

/// A whole conversation, ready to be written by [Rendering].
///
/// @param behaviour that of its last exchange
/// @param system the system's text, empty for none
/// @param tools declared tools, each a JSON object
/// @param thinking whether the last turn thinks first; only that turn is then trained
record Conversation(
    Behaviour behaviour,
    String system,
    List<String> tools,
    boolean thinking,
    List<Message> messages) {}
