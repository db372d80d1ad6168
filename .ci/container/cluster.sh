# What a cluster would do: keeps objects, mounts ConfigMaps and Secrets, starts pods, asks their probes, stops them.
# An object is a file of $CLUSTER/NAMESPACE; pod.jq says what podman gets of a Deployment.

export CLUSTER=$work/cluster KUBECTL
KUBECTL=$(command -v kubectl)

operator() { (cd "${folder:-$work/operator}" && PATH=$here:$jdk/bin:$PATH bash -euo pipefail -c "$1"); }

commands() { # heading of docs/operations.md, number: that block of commands
  awk -v heading="## $1" -v wanted="$2" '
    /^## / { on = $0 == heading }
    on && /^```bash$/ { n++; block = 1; next }
    /^```$/ { block = 0 }
    on && block && n == wanted' docs/operations.md
}

objects() { jq -s . "$CLUSTER/$1"/*.json; } # namespace

run_pod() { # namespace, Deployment, suffix, what is added to its ports
  local pod=$2$3 manifest=$work/$2$3.json
  objects "$1" | jq --arg deployment "$2" --arg suffix "$3" --argjson ports "$4" -f "$here/pod.jq" >"$manifest"
  sync_volumes "$1" "$2" "$3" || return 1
  podman play kube --quiet --start=false --network "$network:alias=$2" "$manifest" >"$scratch/play.log" 2>&1 ||
    { cat "$scratch/play.log"; return 1; }
  # where conmon leaves a file of its own when the kernel kills the pod for its memory
  (cd "$work" && podman pod start "$pod-pod-0" >"$scratch/start.log" 2>&1) || {
    podman logs "$pod-pod-0-test-routes" 2>&1 | grep 'FAILED' | head -n 1
    return 1
  }
}

# as a kubelet: at the start, and when an object has changed
sync_volumes() { # namespace, Deployment, suffix
  local volume kind object mode group keys place
  while read -r volume kind object mode group keys; do
    podman volume exists "$2$3-$volume" || podman volume create "$2$3-$volume" >/dev/null
    place=$(podman volume inspect --format '{{.Mountpoint}}' "$2$3-$volume")
    if [ "$kind" = emptyDir ]; then
      chown "0:$group" "$place" && chmod 2777 "$place"
    elif [ -e "$CLUSTER/$1/$kind.$object.json" ]; then
      write_files "$place" "$CLUSTER/$1/$kind.$object.json" "$mode" "$group" "$keys"
    else
      echo "MountVolume.SetUp failed for volume $volume: there is no $kind $object"
      return 1
    fi
  done < <(objects "$1" | jq -r --arg deployment "$2" -f "$here/volumes.jq")
}

write_files() { # place, object, mode in decimal, group, KEY=FILE,…: files are links into a folder that is swapped as a whole
  local place=$1 version key file
  version=..$(date +%s.%N)
  mkdir "$place/$version"
  while IFS='=' read -r key file; do
    jq -j --arg key "$key" 'if .kind == "Secret" then .data[$key] | @base64d else .data[$key] end' "$2" >"$place/$version/$file"
    [ -L "$place/$file" ] || ln -s "..data/$file" "$place/$file"
  done < <(if [ -n "$5" ]; then tr , '\n' <<<"$5"; else jq -r '.data | keys[] | "\(.)=\(.)"' "$2"; fi)
  chmod "$(printf %o "$3")" "$place/$version"/*
  chgrp -R "$4" "$place/$version"
  ln -s "$version" "$place/..data_tmp"
  mv -T "$place/..data_tmp" "$place/..data"
}

container_of() { echo "$1-pod-0-${2:-xbot-routes}"; } # pod

probe() { curl -s -o "$scratch/probe" -w '%{http_code}' --max-time 2 "http://127.0.0.1:$1/actuator/health/$2" | grep -q 200; }
is_ready() { probe $((8081 + $1)) readiness; } # what was added to the ports
is_gone() { [ "$(podman inspect --format '{{.State.Status}}' "$(container_of "$1")")" = exited ]; } # pod
exit_code() { podman inspect --format '{{.State.ExitCode}}' "$(container_of "$1")"; } # pod

becomes_ready() { # pod, what was added to its ports; fails as soon as it has ended
  local end=$((SECONDS + 120))
  until is_ready "$2"; do
    if is_gone "$1" || [ "$SECONDS" -gt "$end" ]; then
      podman logs "$(container_of "$1")" 2>&1 | jq -r 'select(.log.level == "ERROR") | .message' 2>/dev/null | tail -n 1
      return 1
    fi
    sleep 0.05
  done
}

stop_pod() { # pod, namespace: preStop, SIGTERM, the rest of the grace
  local prestop grace
  read -r prestop grace < <(jq -r '.spec.template.spec | "\(.containers[0].lifecycle.preStop.sleep.seconds) \(.terminationGracePeriodSeconds)"' \
    "$CLUSTER/$2/Deployment.xbot-routes.json")
  sleep "$prestop"
  podman stop --time $((grace - prestop)) "$(container_of "$1")" >/dev/null
}

delete_pod() { # pod, as it is
  podman pod rm --force --time 0 "$1-pod-0" >/dev/null
  podman volume ls --quiet --filter "name=^$1-" | xargs -r podman volume rm --force >/dev/null
}

log() { podman logs "$(container_of "$1")" 2>&1; } # pod

# the sample request of the README for a user, through the gateway: answer and status
ask() { # what was added to the ports, user, partner, gateway key, partner key
  local partner=${3:-a4b}
  jq --arg id "$2" '.userInfo.id = $id' src/test/demo/init-request.json |
    curl -s --max-time 10 -w ' %{http_code}' "http://127.0.0.1:$((8080 + $1))${route:-/partner/xpbot/api/webchat/initForClient}" \
      -H 'Content-Type: application/json' -H 'X-Forwarded-For: 203.0.113.7' \
      -H "x-api-key: ${4:-test-gateway-key-$partner}" -H "xp-api-key: ${5:-test-partner-key-$partner}" -d @-
}

answers() { # status, arguments of ask
  local answer
  answer=$(ask "${@:2}" || true)
  case $answer in *" $1") ;; *) echo "$answer instead of $1"; return 1 ;; esac
}

token() { ask "$@" | sed 's/ [0-9]*$//' | jq -r .data.token; }
site() { token "$@" | cut -d . -f 2 | tr _- /+ | base64 -d 2>/dev/null | jq -r .site; } # of the Direct Line secret that was used
management() { curl -s --max-time 5 "http://127.0.0.1:$((8081 + $1))/actuator/$2"; }

list_classes() { ./mvnw -B -q -ntp dependency:build-classpath -Dmdep.outputFile="$work/classes" -Dmdep.includeScope=test; }

# the simulator under the name direct-line, with a certificate of this run's CA
run_direct_line() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=direct-line -keyout "$work/tls.key" -out "$work/tls.csr" 2>/dev/null
  openssl x509 -req -in "$work/tls.csr" -CA "$cache/ca.pem" -CAkey "$cache/ca.key" -CAcreateserial -days 2 \
    -extfile <(echo "subjectAltName=DNS:direct-line,IP:${subnet%.*}.1") -out "$work/tls.pem" 2>/dev/null
  chmod 644 "$work/tls.key"
  list_classes
  podman run --detach --name direct-line --network "$network:alias=direct-line" --security-opt label=disable \
    -v "$PWD/target:$PWD/target:ro" -v "$HOME/.m2/repository:$HOME/.m2/repository:ro" -v "$work:/tls:ro" -v "$here:$here:ro" "$jdk_base" \
    java -XX:+UseSerialGC -cp "$PWD/target/test-classes:$PWD/target/classes:$(cat "$work/classes")" "$here/SimulatorServer.java" \
    443 /tls/tls.pem /tls/tls.key first-secret=first second-secret=second shop-secret=shop >/dev/null
  within 60 direct_line_serves
}

direct_line_serves() { # to whom trusts the CA alone, and by its name
  local address
  address=$(podman inspect --format "{{(index .NetworkSettings.Networks \"$network\").IPAddress}}" direct-line)
  curl -sf -o /dev/null --max-time 10 --cacert "$cache/ca.pem" --resolve "direct-line:443:$address" -X POST \
    -H "Authorization: Bearer first-secret" https://direct-line/v3/directline/tokens/generate
}
