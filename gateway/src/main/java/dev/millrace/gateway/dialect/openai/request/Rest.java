package dev.millrace.gateway.dialect.openai.request;

import dev.millrace.gateway.dialect.Note;
import dev.millrace.gateway.dialect.Unknown;
import dev.millrace.gateway.json.Members;
import dev.millrace.gateway.json.Value;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Failure.Problem;
import dev.millrace.llm.Json;
import dev.millrace.llm.Refused;
import java.util.ArrayList;
import java.util.List;

/// What is left of a request when all that we know has been read: refused, or dropped and listed.
public final class Rest {
  private final Unknown policy;
  private final List<Note> notes = new ArrayList<>();

  public Rest(Unknown policy) {
    this.policy = policy;
  }

  /// All members that nobody has read, but for those that are `null`.
  public void of(Members members) {
    for (String name : members.unread()) {
      members
          .find(name)
          .ifPresent(value -> leave(value, Problem.UNKNOWN_FIELD, "is not a field that we know"));
    }
  }

  /// A field whose value asks for something that we do not have.
  public void unsupported(Value value, String why) {
    leave(value, Problem.UNSUPPORTED, why);
  }

  /// A switch of something that we do not have.
  public void onlyFalse(Members members, String name) {
    members
        .find(name)
        .filter(value -> !value.json().equals(new Json.Bool(false)))
        .ifPresent(value -> unsupported(value, "is not supported; leave it out or send false"));
  }

  /// A field that must not be there.
  public void never(Members members, String name) {
    members.find(name).ifPresent(value -> unsupported(value, "is not supported; leave it out"));
  }

  /// A field that asks for nothing that would happen otherwise: left out under any policy, and
  /// listed.
  public void needless(Value value) {
    notes.add(Note.dropped(value.path(), "asks for nothing that would not happen anyway"));
  }

  /// Something that has become of a field.
  public void note(Note note) {
    notes.add(note);
  }

  private void leave(Value value, Problem problem, String why) {
    switch (policy) {
      case REFUSE -> throw new Refused(new Failure.BadRequest(value.path(), problem, why));
      case DROP -> notes.add(Note.dropped(value.path(), why));
    }
  }

  /// What has become of fields that were not simply kept.
  public List<Note> notes() {
    return List.copyOf(notes);
  }
}
