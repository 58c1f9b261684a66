#!/usr/bin/env bash
# RabbitMQ with its MQTT plugin and a quorum queue, for a site and for tests.
# Usage: rabbitmq.sh install                              Debian's rabbitmq-server, without starting it
#        rabbitmq.sh configure                            as root: plugin, users, queue on this machine's broker; prints the platform's address
#        rabbitmq.sh start DIR AMQP_PORT MQTT_PORT [PID]  a throw-away broker in DIR; with PID it goes when that process ends
#        rabbitmq.sh stop|kill DIR
# Two users, with the least each needs: `twin` reads the queue, `device` publishes below twin/ and json/ by MQTT. Passwords come from
# TWIN_PASSWORD and DEVICE_PASSWORD; a site's are made here when they are not given.
set -euo pipefail

say() { printf 'rabbitmq: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
home=/usr/lib/rabbitmq/bin

install() {
  [ -x "$home/rabbitmq-server" ] && return
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || die "RabbitMQ is missing; install it (Debian: apt-get install rabbitmq-server)."
  say "installing rabbitmq-server …"
  apt-get update -qq >&2
  # Only the programs are wanted: the package's own broker stays off unless something had switched it on before.
  local policy=/usr/sbin/policy-rc.d made=
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod +x "$policy"; made=1; }
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends rabbitmq-server >&2 || { [ -z "$made" ] || rm -f "$policy"; die "rabbitmq-server could not be installed."; }
  [ -z "$made" ] || rm -f "$policy"
}

# RabbitMQ's salted SHA-256: base64(salt, sha256(salt, password)).
hash_of() {
  local salt; salt=$(head -c 4 /dev/urandom | od -An -tx1 | tr -d ' \n')
  local digest; digest=$({ bytes "$salt"; printf '%s' "$1"; } | sha256sum | cut -d' ' -f1)
  bytes "$salt$digest" | base64 -w0
}

bytes() { printf '%b' "$(sed 's/../\\x&/g' <<<"$1")"; }

# What the broker holds: no guest user; the queue takes what is published below twin/ and json/, keeps at most 2 GiB and then refuses publishers
# (who are not acknowledged and keep theirs), and hands what the platform refuses to a dead-letter queue.
definitions() {
  cat <<JSON
{ "users": [ { "name": "twin", "password_hash": "$(hash_of "$TWIN_PASSWORD")", "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": "" },
             { "name": "device", "password_hash": "$(hash_of "$DEVICE_PASSWORD")", "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": "" } ],
  "vhosts": [ { "name": "/" } ],
  "permissions": [ { "user": "twin", "vhost": "/", "configure": "^\$", "write": "^\$", "read": "^digitaltwin\\\\.readings\$" },
                   { "user": "device", "vhost": "/", "configure": "^mqtt-subscription-.*\$", "write": "^(amq\\\\.topic|mqtt-subscription-.*)\$", "read": "^\$" } ],
  "topic_permissions": [ { "user": "device", "vhost": "/", "exchange": "amq.topic", "write": "^(twin|json)\\\\..*", "read": "^\$" } ],
  "exchanges": [ { "name": "digitaltwin.refused", "vhost": "/", "type": "fanout", "durable": true, "auto_delete": false, "internal": false, "arguments": {} } ],
  "queues": [ { "name": "digitaltwin.readings", "vhost": "/", "durable": true, "auto_delete": false,
                "arguments": { "x-queue-type": "quorum", "x-dead-letter-exchange": "digitaltwin.refused", "x-delivery-limit": 100, "x-max-length-bytes": 2147483648, "x-overflow": "reject-publish" } },
              { "name": "digitaltwin.refused", "vhost": "/", "durable": true, "auto_delete": false, "arguments": { "x-queue-type": "quorum", "x-max-length": 100000 } } ],
  "bindings": [ { "source": "amq.topic", "vhost": "/", "destination": "digitaltwin.readings", "destination_type": "queue", "routing_key": "twin.#", "arguments": {} },
                { "source": "amq.topic", "vhost": "/", "destination": "digitaltwin.readings", "destination_type": "queue", "routing_key": "json.#", "arguments": {} },
                { "source": "digitaltwin.refused", "vhost": "/", "destination": "digitaltwin.refused", "destination_type": "queue", "routing_key": "", "arguments": {} } ] }
JSON
}

# Stamps each message when it is taken, so that one without a time keeps its time when it is delivered again.
advanced() { echo '[{rabbit, [{incoming_message_interceptors, [{set_header_timestamp, true}]}]}].'; }

settings() {
  cat <<CONF
mqtt.allow_anonymous = false
mqtt.vhost = /
mqtt.exchange = amq.topic
load_definitions = $1
CONF
}

# Where the settings go: Debian's place, or a folder of its own for a broker that runs beside.
etc=${RABBITMQ_ETC:-/etc/rabbitmq}

configure() {
  [ "$(id -u)" = 0 ] || [ "$etc" != /etc/rabbitmq ] || die "configure needs root."
  install
  TWIN_PASSWORD=${TWIN_PASSWORD:-$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')} DEVICE_PASSWORD=${DEVICE_PASSWORD:-$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')}
  mkdir -p "$etc/conf.d"
  (umask 077; definitions >"$etc/digitaltwin.json")
  settings "$etc/digitaltwin.json" >"$etc/conf.d/20-digitaltwin.conf"
  advanced >"$etc/advanced.config"
  echo '[rabbitmq_mqtt].' >"$etc/enabled_plugins"
  [ "$(id -u)" != 0 ] || chown -R rabbitmq: "$etc"
  [ "$etc" != /etc/rabbitmq ] || restart
  printf 'DigitalTwin__Mqtt__Broker=amqp://twin:%s@127.0.0.1:5672/%%2F\nMQTT user device, password %s, port 1883\n' "$TWIN_PASSWORD" "$DEVICE_PASSWORD"
}

# Users are loaded at the start; the guest of a broker that ran before goes now.
restart() {
  "$home/rabbitmqctl" delete_user guest >/dev/null 2>&1 || true
  if [ -d /run/systemd/system ]; then systemctl enable rabbitmq-server >&2; systemctl restart rabbitmq-server >&2; else say "start it: rabbitmq-server"; fi
}

# RabbitMQ runs as the user of Debian's package where this is root, so that nothing it does needs rights.
as_user() { if [ "$(id -u)" = 0 ]; then setpriv --reuid rabbitmq --regid rabbitmq --init-groups "$@"; else "$@"; fi; }

environment() {
  export HOME=$1 RABBITMQ_NODENAME="twin$(cat "$1/amqp")@localhost" RABBITMQ_MNESIA_BASE=$1/mnesia RABBITMQ_LOG_BASE=$1/log RABBITMQ_CONFIG_FILE=$1/none RABBITMQ_CONFIG_FILES=$1/conf.d RABBITMQ_ADVANCED_CONFIG_FILE=$1/advanced.config \
    RABBITMQ_ENABLED_PLUGINS_FILE=$1/enabled_plugins RABBITMQ_CONF_ENV_FILE=$1/none RABBITMQ_PID_FILE=$1/pid RABBITMQ_DIST_PORT=$(cat "$1/dist") \
    ERL_EPMD_PORT=$(($(cat "$1/dist") + 1)) ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='+S 2:2 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}'
}

start() {
  local dir=$1 amqp=$2 mqtt=$3 owner=${4:-}
  install
  [ -f "$dir/conf.d/20-digitaltwin.conf" ] || die "there are no settings in $dir; write them first: RABBITMQ_ETC=$dir $0 configure"
  if [ ! -f "$dir/amqp" ]; then
    printf 'listeners.tcp.1 = 127.0.0.1:%s\nmqtt.listeners.tcp.1 = 127.0.0.1:%s\nlog.file.level = warning\n' "$amqp" "$mqtt" >"$dir/conf.d/30-ports.conf"
    echo "$amqp" >"$dir/amqp"; echo "$((amqp > 45000 ? amqp - 20000 : amqp + 20000))" >"$dir/dist"
    chmod 755 "$dir"
    [ "$(id -u)" != 0 ] || chown -R rabbitmq: "$dir"
  fi
  environment "$dir"
  rm -f "$dir/pid"
  (cd "$dir" && as_user setsid "$home/rabbitmq-server" >>"$dir/out" 2>&1 </dev/null; echo "ended" >>"$dir/out") &
  local server=$!
  # Watched from the first moment: whoever asked may go before the broker has come.
  [ -z "$owner" ] || (setsid bash -c "while kill -0 $owner 2>/dev/null; do sleep 1; done; '$0' kill '$dir'; rm -rf '$dir'" >/dev/null 2>&1 </dev/null &)
  for _ in $(seq 600); do
    kill -0 "$server" 2>/dev/null || break
    if (exec 3<>"/dev/tcp/127.0.0.1/$mqtt") 2>/dev/null && (exec 3<>"/dev/tcp/127.0.0.1/$amqp") 2>/dev/null; then
      return
    fi
    sleep 0.2
  done
  tail -20 "$dir/out" >&2
  die "the broker did not start within 120 s."
}

halt() { # DIR SIGNAL
  local pid; pid=$(cat "$1/pid" 2>/dev/null) || return 0
  kill "-$2" "$pid" 2>/dev/null || true
  for _ in $(seq 300); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
  kill -KILL "$pid" 2>/dev/null || true
  environment "$1"
  epmd -kill >/dev/null 2>&1 || true # Its own name server, on a port of its own.
}

case "${1:-}" in
  install) install ;;
  configure) configure ;;
  start) start "${@:2}" ;;
  stop) halt "$2" TERM ;;
  kill) halt "$2" KILL ;;
  *) sed -n '2,9p' "$0" | sed 's/^# \{0,1\}//' >&2; exit 2 ;;
esac
