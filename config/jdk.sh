# Finds a JDK for the launcher and for .ci/run, which read this file into their shell.

# The oldest Java that will do.
wanted=25

# The major version of the JDK in a folder; nothing if there is no whole JDK (`release` names it).
version_of() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

new_enough() {
  version=$(version_of "$1")
  [ "${version:-0}" -ge "$wanted" ]
}

# The folder of the `java` on the path, through all links.
java_on_path() {
  java=$(command -v java 2>/dev/null) || return 0
  while [ -h "$java" ]; do
    target=$(readlink "$java")
    case $target in
      /*) java=$target ;;
      *) java=$(dirname "$java")/$target ;;
    esac
  done
  dirname "$(dirname "$java")"
}

find_jdk() {
  for candidate in "${JAVA_HOME:-}" "${JAVA25_HOME:-}" "$(java_on_path)" \
    ${MILLRACE_JDKS:-/usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* \
      "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home \
      "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home}; do
    if [ -n "$candidate" ] && new_enough "$candidate"; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
}
