package dev.millrace.llm;

import java.util.List;

/// What the model is to go on from.
public sealed interface Prompt {
  /// Turns of a conversation, at least one, which the model's chat template makes a text of.
  record Conversation(List<Message> messages, Rendering rendering) implements Prompt {
    public Conversation {
      messages = List.copyOf(messages);
    }
  }

  /// A text as it is, which is all the client's: where it holds the name of a control token, as
  /// `<|im_start|>`, that token is meant.
  record Text(String text) implements Prompt {}

  /// Tokens of the model's vocabulary, at least one.
  record Tokens(List<Integer> ids) implements Prompt {
    public Tokens {
      ids = List.copyOf(ids);
    }
  }
}
