package dev.millrace.engine.speech;

import java.util.ArrayList;
import java.util.List;

/// Words for the reader, between which tools may be called. Blanks around calls are nothing.
final class Words implements Mode {
  /// What came before.
  enum After {
    NOTHING,
    CALL,
    WORDS
  }

  private final SpeechReader reader;
  private final Held held;
  private final List<String> opens;
  private final List<String> tags;
  private final boolean bare;
  private boolean afterCall;
  private boolean told;
  private int blanks;

  Words(SpeechReader reader, After after) {
    this.reader = reader;
    this.held = reader.held();
    this.afterCall = after == After.CALL;
    this.told = after == After.WORDS;
    Script script = reader.script();
    boolean listens = reader.listens();
    this.opens = listens ? script.signs(script.markup().opens()) : List.of();
    this.tags = new ArrayList<>(opens);
    if (listens) {
      tags.addAll(script.signs(script.markup().frame()));
    }
    this.bare = listens && script.markup().bare();
  }

  @Override
  public void read(char next) {
    held.add(next);
    while (held.length() > blanks) {
      boolean inside = blanks == 0 && held.beginsInside();
      char first = held.at(blanks);
      if (!inside && !tags.isEmpty() && Character.isWhitespace(first)) {
        blank();
      } else if (!inside && bare && !told && (first == '{' || first == ';')) {
        bare(first);
        return;
      } else if (!tag(inside)) {
        return;
      }
    }
  }

  private void blank() {
    if (afterCall) {
      held.nothing(1);
    } else {
      blanks++;
    }
  }

  /// An object where an answer or another call would begin; `;` stands between calls.
  private void bare(char first) {
    if (first == ';' && afterCall) {
      held.nothing(1);
    } else if (first == '{') {
      held.back();
      reader.become(reader.call(""), "{");
    } else {
      tell();
    }
  }

  /// Whether what is held is settled, so that more of it can be looked at.
  private boolean tag(boolean inside) {
    int tag = inside ? Held.NONE : held.match(blanks, tags);
    if (tag == Held.BEGUN) {
      return false;
    }
    if (tag == Held.NONE) {
      tell();
      return true;
    }
    if (tag < opens.size()) {
      reader.become(reader.call(reader.script().markup().opens().get(tag)));
      return false;
    }
    held.nothing(held.length());
    blanks = 0;
    afterCall = true;
    return true;
  }

  private void tell() {
    held.text(blanks + 1);
    blanks = 0;
    afterCall = false;
    told = true;
  }

  @Override
  public void end(boolean cut) {
    boolean halfTag = cut && held.length() > (afterCall ? 0 : blanks + 1);
    if (halfTag) {
      held.nothing(held.length());
    }
    held.text(held.length());
  }
}
