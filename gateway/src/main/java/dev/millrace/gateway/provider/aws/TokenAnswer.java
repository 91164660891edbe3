package dev.millrace.gateway.provider.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/// What AWS's token service answers: a document of XML, of which the texts of its elements are enough.
///
/// @param texts by the name of the element that holds them
record TokenAnswer(Map<String, String> texts) {
  /// What is no XML has no texts.
  static TokenAnswer read(byte[] body) {
    var factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    var texts = new HashMap<String, String>();
    try {
      var reader = factory.createXMLStreamReader(new ByteArrayInputStream(body));
      String element = "";
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          element = reader.getLocalName();
        } else if (event == XMLStreamConstants.CHARACTERS && !reader.isWhiteSpace()) {
          texts.merge(element, reader.getText(), String::concat);
        }
      }
      return new TokenAnswer(texts);
    } catch (XMLStreamException _) {
      return new TokenAnswer(Map.of());
    }
  }

  Optional<String> get(String element) {
    return Optional.ofNullable(texts.get(element)).map(String::strip);
  }

  /// @throws IOException if there are none
  Keys keys() throws IOException {
    try {
      return new Keys(
          need("AccessKeyId"),
          need("SecretAccessKey"),
          Optional.of(need("SessionToken")),
          Optional.of(Instant.parse(need("Expiration"))));
    } catch (DateTimeParseException e) {
      throw new IOException("AWS's token service answered without a time", e);
    }
  }

  private String need(String element) throws IOException {
    return get(element)
        .orElseThrow(() -> new IOException("AWS's token service answered without " + element));
  }
}
