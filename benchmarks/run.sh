#!/usr/bin/env bash
# Builds the benchmarks, runs them beside all other libraries and writes docs/benchmarks.md: `fstore bench --peers`,
# which also finds the JDK. Its options: any unknown one lists them.
#
# Environment:
#   JAVA_HOME             a JDK 25
#   FSTORE_MVN            the Maven to build with, if not mvn on the PATH
#   BENCHMARKS_DIR        where tables are kept between runs, about 5 GB; default: a folder for temporary files
set -euo pipefail

ROOT=$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly ROOT

cd "$ROOT"
"${FSTORE_MVN:-mvn}" -B -q -Dquick -Dmaven.test.skip=true -pl benchmarks -am package
exec "${JAVA_HOME:?names no JDK}/bin/java" \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow --add-opens=java.base/java.nio=ALL-UNNAMED \
    "-Dforwardstore.benchmarks.dir=${BENCHMARKS_DIR:-${TMPDIR:-/tmp}}" \
    -cp "$(echo benchmarks/target/forwardstore-benchmarks-*.jar)" \
    io.forwardstore.benchmarks.report.PeersMain "$@"
