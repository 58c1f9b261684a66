#!/usr/bin/env bash
# A PostgreSQL server of its own for tests and benches: finds or installs Debian's postgresql, starts a throw-away cluster as a user without rights.
# Usage: throwaway.sh start DIR [PORT [PID]]   prints a connection string; with PID the cluster goes when that process ends
#        throwaway.sh database DIR NAME | restart DIR [fast|immediate] | halt DIR [fast|immediate] | cpu DIR | stop DIR | install
# Durability is on, as in a real one: what is measured and killed here must behave as it does there.
set -euo pipefail

say() { printf 'postgres: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

install() {
  [ -n "$(bin)" ] && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || die "PostgreSQL is missing; install it (Debian: apt-get install postgresql)."
  say "installing postgresql …"
  # Debian would start a cluster of its own at once; only the programs are wanted.
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >&2
  [ -n "$(bin)" ] || die "postgresql was installed, but /usr/lib/postgresql/*/bin is not there."
}

# PostgreSQL refuses to run as root; then the user that Debian's package made runs it.
as_user() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --init-groups "$@"; else "$@"; fi
}

pg() { (cd / && as_user "$(bin)/$1" "${@:2}"); }

start() {
  local port=${2:-5432}
  install
  mkdir -p "$1"
  chmod 700 "$1"
  [ "$(id -u)" != 0 ] || chown postgres: "$1"
  if [ ! -f "$1/data/PG_VERSION" ]; then
    pg initdb -D "$1/data" -U twin --auth=trust --encoding=UTF8 --locale=C >"$1.log" 2>&1 || { cat "$1.log" >&2; die "initdb failed."; }
    # Only a socket in its own folder: no port is open, so none can be taken.
    { echo "listen_addresses = ''"; echo "unix_socket_directories = '$1'"; echo "unix_socket_permissions = 0777"; echo "port = $port"; echo "shared_buffers = 256MB"; echo "max_wal_size = 2GB"; } | as_user tee -a "$1/data/postgresql.conf" >/dev/null
  fi
  chmod 711 "$1"
  pg pg_ctl -D "$1/data" -l "$1/server.log" -w -t 60 start >/dev/null || { cat "$1/server.log" >&2; die "the server did not start."; }
  [ -z "${3:-}" ] || watch "$1" "$3"
  echo "Host=$1;Port=$port;Username=twin;Database=postgres"
}

stop() { pg pg_ctl -D "$1/data" -m immediate -w -t 60 stop >/dev/null 2>&1 || true; rm -rf "$1" "$1.log"; }

# A test run that is killed leaves no server behind.
watch() { setsid "$0" watch "$1" "$2" </dev/null >/dev/null 2>&1 & }

# CPU seconds of the postmaster, of its children that have ended, and of those that run.
cpu() {
  local main ticks=0 pid stat
  main=$(head -1 "$1/data/postmaster.pid")
  for pid in "$main" $(pgrep -P "$main"); do
    stat=$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null) || continue
    set -- $stat
    ticks=$((ticks + ${12} + ${13}))
    [ "$pid" != "$main" ] || ticks=$((ticks + ${14} + ${15}))
  done
  awk "BEGIN { printf \"%.2f\", $ticks / $(getconf CLK_TCK) }"
}

case "${1:-}" in
  install) install ;;
  start) start "${@:2}" ;;
  # fast cuts every connection, as an administrator's restart does; immediate dies as in a crash.
  restart) pg pg_ctl -D "$2/data" -l "$2/server.log" -m "${3:-fast}" -w -t 60 restart >/dev/null ;;
  halt) pg pg_ctl -D "$2/data" -m "${3:-fast}" -w -t 60 stop >/dev/null ;;
  database) pg createdb -h "$2" -U twin "$3" ;;
  cpu) cpu "$2" ;;
  watch) while kill -0 "$3" 2>/dev/null; do sleep 1; done; stop "$2" ;;
  stop) stop "$2" ;;
  *) sed -n '3,4p' "$0" >&2; exit 2 ;;
esac
