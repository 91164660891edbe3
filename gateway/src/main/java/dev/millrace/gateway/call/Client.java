package dev.millrace.gateway.call;

import dev.millrace.gateway.loop.Loop;
import java.util.LinkedHashMap;
import java.util.Map;

/// The far end of one request: where its answer goes. Used on its [#loop] only. An answer is one
/// [#begin], any number of [#write], and one [#end] or [#abort]; after the client is gone all of
/// them do nothing.
public interface Client {
  /// Where everything of this request runs.
  Loop loop();

  /// Sends the head. `x-request-id` is added. With a `content-length` header the body must have that
  /// length; without one it is chunked.
  void begin(int status, Map<String, String> headers);

  /// Sends a piece of the body.
  void write(byte[] bytes);

  /// Whether so much is waiting to be sent that nothing should be added for now.
  boolean behind();

  /// Runs the task each time the client has caught up after being [#behind].
  void whenCaughtUp(Runnable task);

  /// Runs the task once if the client goes before [#end]; at once if it has gone.
  void whenGone(Runnable task);

  /// What has been said of the answer ends in an error: nobody should be told it again.
  default void breaks() {}

  /// Ends the answer well.
  void end();

  /// Cuts the connection, so that the client cannot take the answer for whole.
  void abort();

  /// A whole answer at once.
  default void answer(int status, Map<String, String> headers, byte[] body) {
    var all = new LinkedHashMap<>(headers);
    all.put("content-length", Integer.toString(body.length));
    begin(status, all);
    write(body);
    end();
  }
}
