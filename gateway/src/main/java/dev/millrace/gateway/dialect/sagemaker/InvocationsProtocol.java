package dev.millrace.gateway.dialect.sagemaker;

import dev.millrace.gateway.dialect.Incoming;
import dev.millrace.gateway.dialect.Means;
import dev.millrace.gateway.dialect.Protocol;
import dev.millrace.gateway.dialect.eventstream.PacketStream;
import dev.millrace.llm.Event;
import dev.millrace.llm.Failure;
import dev.millrace.llm.Request;
import dev.millrace.llm.Translator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Endpoints of SageMaker (`InvokeEndpointWithResponseStream`). What is asked and answered is in the
/// protocol of the server in the endpoint's container. A model is called by its endpoint, as `llama`,
/// and where the endpoint has inference components by both, as `llama/chat`.
///
/// @param provider its name, for failures
/// @param inner what the container speaks
public record InvocationsProtocol(String provider, Protocol inner) implements Protocol {
  @Override
  public Means means() {
    return inner.means();
  }

  @Override
  public Means means(String model) {
    return inner.means(Place.of(model).name());
  }

  @Override
  public Written write(Request request) {
    var place = Place.of(request.model());
    var headers = new HashMap<String, String>();
    headers.put("accept", PacketStream.TYPE);
    place.component().ifPresent(name -> headers.put("x-amzn-sagemaker-inference-component", name));
    String path = "/endpoints/" + encoded(place.endpoint()) + "/invocations-response-stream";
    return new Written(path, headers, inner.write(request.withModel(place.name())).body());
  }

  private static String encoded(String endpoint) {
    return URLEncoder.encode(endpoint, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A");
  }

  @Override
  public Incoming answer(Request request) {
    return new Answer(provider, inner.answer(request));
  }

  /// A container that does not stream has its whole answer in the packets.
  private record Answer(String provider, Incoming inner) implements Incoming {
    @Override
    public boolean streams(String contentType) {
      return contentType.startsWith(PacketStream.TYPE);
    }

    @Override
    public Translator<byte[], Event> stream() {
      return new PacketStream(provider, new FromPackets(provider, inner));
    }

    @Override
    public List<Event> whole(byte[] body) {
      return inner.whole(body);
    }

    @Override
    public Failure failure(int status, Map<String, String> headers, byte[] body) {
      return Failures.read(new Failures.Told(provider, inner), status, headers, body);
    }
  }
}
