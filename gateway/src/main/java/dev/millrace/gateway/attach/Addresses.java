package dev.millrace.gateway.attach;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses belong to the public internet, by IANA's registries of special addresses. Of
/// IPv6 only what is handed out to the world counts (2000::/3), and an address that carries one of
/// IPv4 is what it carries. (2026-11)
final class Addresses {
  private static final List<Block> CLOSED =
      blocks(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // behind a carrier's translation; a cloud's metadata at 100.100.100.200
          "127.0.0.0/8", // loopback
          "168.63.129.16/32", // a cloud's metadata, though of a public block
          "169.254.0.0/16", // link-local; most clouds' metadata
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocols; a cloud's metadata at 192.0.0.192
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4"); // reserved; broadcast

  private static final Block WORLD = Block.of("2000::/3");
  private static final List<Block> CLOSED_IN_WORLD =
      blocks(
          "2001::/23", // protocols, Teredo among them
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4, which carries an address of IPv4 and is no longer used
          "3fff::/20"); // documentation
  private static final Block TRANSLATED = Block.of("64:ff9b::/96");
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

  private Addresses() {}

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return CLOSED.stream().noneMatch(block -> block.holds(bytes));
    }
    if (TRANSLATED.holds(bytes) || Arrays.equals(bytes, 0, 12, MAPPED, 0, 12)) {
      byte[] carried = Arrays.copyOfRange(bytes, 12, 16);
      return CLOSED.stream().noneMatch(block -> block.holds(carried));
    }
    return WORLD.holds(bytes) && CLOSED_IN_WORLD.stream().noneMatch(block -> block.holds(bytes));
  }

  private static List<Block> blocks(String... written) {
    return Stream.of(written).map(Block::of).toList();
  }

  /// All addresses that begin with the same bits.
  private record Block(byte[] first, int bits) {
    static Block of(String written) {
      int slash = written.indexOf('/');
      return new Block(
          InetAddress.ofLiteral(written.substring(0, slash)).getAddress(),
          Integer.parseInt(written.substring(slash + 1)));
    }

    boolean holds(byte[] address) {
      if (address.length != first.length) {
        return false;
      }
      int whole = bits / 8;
      int mask = 0xff00 >> bits % 8;
      return Arrays.equals(first, 0, whole, address, 0, whole)
          && (bits % 8 == 0 || ((first[whole] ^ address[whole]) & mask & 0xff) == 0);
    }
  }
}
