# What the rendered pods must do. Each check is a function that fails; must_fail shows that it can.

is_confined() { # pod: as its specification says
  local pid status
  pid=$(podman inspect --format '{{.State.Pid}}' "$(container_of "$1")")
  status=$(cat "/proc/$pid/status")
  grep -q "^Uid:.$2	" <<<"$status" || { echo "not user $2"; return 1; }
  grep -q '^CapBnd:.0*$' <<<"$status" || { echo "has capabilities"; return 1; }
  grep -q '^NoNewPrivs:.1$' <<<"$status" || { echo "may get new privileges"; return 1; }
  awk '$5 == "/" && $6 ~ /^ro/ { ro = 1 } END { exit !ro }' "/proc/$pid/mountinfo" || { echo "can write its root"; return 1; }
}

writes_nothing_else() { # container: nothing in its root has changed but places of mounts
  local changed
  changed=$(podman diff "$1" | grep -vE '^C /(app|etc|run|opt)?$|^[AC] /(app/(config|routes)|etc/(xbot|hosts|hostname|resolv.conf|passwd|group|mtab)|run/.containerenv|dev|proc|sys|tmp)(/[a-z]*)?$' || true)
  if [ -n "$changed" ]; then echo "written:" $changed; return 1; fi
}

heap_is_half_of() { # bytes, pod
  local heap
  heap=$(podman exec "$(container_of "$2")" jcmd 1 VM.flags | grep -o -e '-XX:MaxHeapSize=[0-9]*' | cut -d = -f 2)
  [ $((heap * 2)) -eq "$1" ] || { echo "the heap has at most $heap of $1 bytes"; return 1; }
}

has_its_cache() { podman exec "$(container_of "$1")" jcmd 1 VM.info | grep '/app/xbot-routes.aot$' >/dev/null; } # pod

leaves_nothing() { # pod, count of files before
  local now
  now=$(count_tmp "$1")
  [ "$now" -le "$2" ] || { echo "$now files in /tmp instead of $2"; return 1; }
}
count_tmp() { find "$(podman volume inspect --format '{{.Mountpoint}}' "$1-tmp")" | wc -l; } # pod

run_once_more() { # pod: as a kubelet restarts a container that has ended
  podman start "$(container_of "$1")" >/dev/null
  within 60 is_gone "$1"
}

says_once() { # pod, text: in one line of level ERROR
  local errors
  errors=$(log "$1" | grep '"level":"ERROR"')
  [ "$(grep -c . <<<"$errors")" -eq 1 ] && grep -q "$2" <<<"$errors" || { echo "it says: $errors"; return 1; }
}

same_token() { # what was added to the ports of two pods: for a new user
  local user=user$RANDOM one two
  one=$(token "$1" "$user")
  two=$(token "$2" "$user")
  [ -n "$one" ] && [ "$one" != null ] && [ "$one" = "$two" ] || { echo "two tokens for one user: ${one:0:12}… and ${two:0:12}…"; return 1; }
}

balance() { # port, what was added to the ports of pods…: the Service and the gateway
  local n
  {
    printf 'defaults\n mode http\n timeout connect 2s\n timeout client 30s\n timeout server 30s\n timeout check 5s\n retries 0\n'
    printf 'frontend gateway\n bind 127.0.0.1:%s\n default_backend pods\nbackend pods\n' "$1"
    printf ' option httpchk GET /actuator/health/readiness\n http-check expect status 200\n'
    for n in "${@:2}"; do
      printf ' server pod%s 127.0.0.1:%s check port %s inter 200ms fall 2 rise 1\n' "$n" $((8080 + n)) $((8081 + n))
    done
  } >"$work/haproxy.cfg"
  "$(PATH=$PATH:/usr/sbin command -v haproxy)" -db -f "$work/haproxy.cfg" >"$work/haproxy.log" 2>&1 &
  balancer=$!
}

callers() { # port, seconds, connections, partner, first user, users, pause in ms: what became of their requests
  wrk -t 2 -c "$3" -d "$2s" --timeout 20s -s "$here/users.lua" "http://127.0.0.1:$1" -- "${@:4}" | grep ^WRK
}

# a Direct Line that costs little: tokens as long as real ones, none of them signed
run_direct_line_of_load() {
  cat >"$work/nginx.conf" <<CONF
daemon off;
worker_processes 1;
error_log stderr crit;
pid $work/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 1000000;
  client_body_temp_path $work; proxy_temp_path $work; fastcgi_temp_path $work; uwsgi_temp_path $work; scgi_temp_path $work;
  server {
    listen ${subnet%.*}.1:8443 ssl;
    ssl_certificate $work/tls.pem;
    ssl_certificate_key $work/tls.key;
    default_type application/json;
    location = /v3/directline/tokens/generate {
      return 200 '{"conversationId":"\$request_id","token":"\${request_id}$(printf 'x%.0s' {1..868})","expires_in":3600}';
    }
  }
}
CONF
  PATH=$PATH:/usr/sbin nginx -c "$work/nginx.conf" >"$work/nginx.log" 2>&1 &
  direct_line_of_load=$!
}

# to partner load: by the pod's own count
generated() { # what was added to the ports
  management "$1" prometheus | awk '/^xbot_tokens_total\{.*partner="load".*source="generated"/ { print int($NF) }'
}

loses_nothing() { # seconds, command that ends a pod…, while callers ask for so long through the load balancer
  local result
  callers 18088 "$1" 8 a4b 0 40 20 >"$work/callers" &
  local callers=$!
  sleep 2
  "${@:2}"
  wait "$callers"
  result=$(cat "$work/callers")
  say "$result"
  case $result in
    *" 0 refused, 0 lost") ;;
    *)
      log xbot-routes-1 | grep -o '"code":"[A-Z_]*"' | sort | uniq -c
      echo "$result"
      return 1
      ;;
  esac
}

stays_below() { # pod, MiB
  local pid peak
  pid=$(podman inspect --format '{{.State.Pid}}' "$(container_of "$1")")
  [ "$pid" -gt 0 ] || { echo "it has ended, with $(exit_code "$1")"; return 1; }
  peak=$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$pid/status")
  say "resident memory at most $peak MiB"
  [ "$peak" -lt "$2" ]
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
