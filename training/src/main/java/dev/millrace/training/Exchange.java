package dev.millrace.training;

import java.util.List;

/// A request and what follows from it.
record Exchange(Behaviour behaviour, List<Message> messages) {
  static Exchange of(Behaviour behaviour, String request, String thought, String answer) {
    return new Exchange(
        behaviour, List.of(new Message.User(request), new Message.Answer(thought, answer)));
  }
}
