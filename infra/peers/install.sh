#!/usr/bin/env bash
# Brings one peer program for `./twin bench --peers` into a folder of its own. Packages are fetched and unpacked, not installed:
# no service starts, no user is made, and removing the folder removes the peer. FOLDER/run starts what FOLDER holds.
set -euo pipefail

peer=${1:?usage: install.sh victoriametrics|mosquitto|postgis|nodered FOLDER}
folder=${2:?usage: install.sh PEER FOLDER}

die() { printf '%s\n' "$*" >&2; exit 1; }

debian() {
  command -v apt-get >/dev/null || die "needs apt-get (Debian)."
  [ "$(id -u)" = 0 ] || die "apt-get fetches packages for root only."
  mkdir -p "$folder/debs/partial"
  # --reinstall: a server that the system has is fetched too, since it finds its extensions beside itself.
  apt-get install -y -qq --no-install-recommends --reinstall --download-only -o "Dir::Cache::archives=$folder/debs" "$@" >/dev/null || die "apt-get could not fetch $*."
  for deb in "$folder"/debs/*.deb; do dpkg-deb -x "$deb" "$folder"; done
  rm -rf "$folder/debs"
  cat >"$folder/run" <<'RUN'
#!/bin/sh
here=$(dirname "$0")
for libraries in "$here"/usr/lib/*-linux-gnu "$here"/lib/*-linux-gnu; do LD_LIBRARY_PATH="$libraries:${LD_LIBRARY_PATH:-}"; done
export LD_LIBRARY_PATH
program=$1; shift
exec "$here/$program" "$@"
RUN
}

# The newest PostgreSQL for which the distribution has both extensions, its programs at FOLDER/postgresql.
postgis() {
  local version
  version=$(apt-cache search --names-only '^postgresql-[0-9]+-pgrouting$' | sed -E 's/^postgresql-([0-9]+)-.*/\1/' | sort -n | tail -1)
  [ -n "$version" ] || die "the package lists have no postgresql-*-pgrouting."
  # The scripts are what CREATE EXTENSION runs; the packages only recommend them.
  debian "postgresql-$version" "postgresql-$version-postgis-3" "postgresql-$version-postgis-3-scripts" "postgresql-$version-pgrouting" "postgresql-$version-pgrouting-scripts"
  # What an installation would do by update-alternatives.
  ln -s postgis-3.control "$folder/usr/share/postgresql/$version/extension/postgis.control"
  ln -s "usr/lib/postgresql/$version/bin" "$folder/postgresql"
}

nodered() {
  command -v npm >/dev/null || die "needs npm."
  npm install --prefix "$folder" --no-audit --no-fund --loglevel=error --omit=optional node-red@4 >/dev/null || die "npm could not install node-red."
  printf '#!/bin/sh\nexec node "$(dirname "$0")/node_modules/node-red/red.js" "$@"\n' >"$folder/run"
}

mkdir -p "$folder"
case "$peer" in
  victoriametrics) apt-get update -qq >&2; debian victoria-metrics ;;
  mosquitto) apt-get update -qq >&2; debian mosquitto ;;
  postgis) apt-get update -qq >&2; postgis ;;
  nodered) nodered ;;
  *) die "there is no peer '$peer'." ;;
esac
# The database server runs as nobody, who must be able to read it.
chmod 755 "$folder" "$folder/run"
