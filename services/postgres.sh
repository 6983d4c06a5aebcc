# Sourced. A private PostgreSQL server: postgres_prepare, postgres_start, postgres_fold, postgres_stop; then pg_data, pg_socket and pg_bin tell where it is.
# shellcheck shell=bash
# shellcheck source=services/debian.sh
source "$(dirname "${BASH_SOURCE[0]}")/debian.sh"

# postgres_prepare FOLDER SETTINGS: finds the programs and the database folder, and makes what is missing.
postgres_prepare() {
  pg_data=$1 pg_owner=$(id -un)
  local version=''
  if [[ -e $pg_data || -L $pg_data ]]; then
    pg_data=$(realpath -m "$pg_data")
    pg_owner=$(stat -c %U "$pg_data" 2>/dev/null || true)
    ((EUID == 0)) || [[ -O $pg_data ]] || fail "the database folder $pg_data belongs to user ${pg_owner:-nobody}. Run this as that user, or name a folder of your own with COLLECTOR_DATA."
    version=$(cat "$pg_data/PG_VERSION" 2>/dev/null) || fail "$pg_data is not a database folder of PostgreSQL. Move it away, or name another folder with COLLECTOR_DATA."
  fi
  pg_bin=$(postgres_programs "$version")
  if [[ -z $pg_bin ]]; then
    install_debian "PostgreSQL${version:+ $version}" "postgresql${version:+-$version}"
    pg_bin=$(postgres_programs "$version")
    [[ $pg_bin ]] || fail "PostgreSQL 14 or newer is needed, and your Debian's package is older. Install a newer one, then run this again."
  fi
  [[ $version ]] || postgres_create "$2"
  pg_socket=$pg_data
  short_path "$pg_data" || pg_socket=/tmp/collector-$(printf %s "$pg_data" | sha256sum | head -c 12)
}

# Prints the folder of the newest programs, or of those of version $1.
postgres_programs() {
  local folder version found='' path
  path=$(command -v postgres || true)
  for folder in "${path%/*}" $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V); do
    [[ -x $folder/initdb && -x $folder/pg_ctl && -x $folder/psql && -x $folder/pg_isready ]] || continue
    version=$("$folder/postgres" --version | grep -oE '[0-9]+' | head -n 1)
    if ((version >= 14)) && [[ -z $1 || $1 == "$version" ]]; then found=$folder; fi
  done
  printf %s "$found"
}

postgres_create() {
  local wanted=$pg_data new error
  if ((EUID == 0)); then
    pg_owner=postgres
    id postgres >/dev/null 2>&1 || fail "PostgreSQL does not run as root, and there is no user postgres. Make one with: useradd --system postgres"
    if ! as "$pg_owner" test -x "${wanted%/*}"; then
      mkdir -p /var/lib/collector
      pg_data=$(mktemp -d /var/lib/collector/XXXXXX)
      say "PostgreSQL's user cannot reach ${wanted%/*}, so the database is in $pg_data."
    fi
  fi
  # Made under another name first, so that what was interrupted is not taken for a database.
  new=$pg_data.new
  rm -rf "$new"
  error=$(postgres_initdb "$new" "$1" 2>&1 && mv -T "$new" "$pg_data" 2>&1) || {
    rm -rf "$new"
    fail "the database folder $pg_data could not be made: $(sed -nE 's/.*(FATAL|error): +//p; s/^mkdir: //p' <<<"$error" | head -n 1). Mend that, or name another folder with COLLECTOR_DATA."
  }
  [[ $pg_data == "$wanted" ]] || ln -s "$pg_data" "$wanted"
}

# Names and texts are sorted by their bytes, the same on every system; capitals are those of all languages.
postgres_initdb() {
  mkdir -m 700 "$1" && chown "$pg_owner" "$1" &&
    as "$pg_owner" "$pg_bin/initdb" -D "$1" -U collector -A trust -E UTF8 --locale=C --lc-ctype=C.UTF-8 --no-instructions >/dev/null &&
    printf '%s\n' "$2" >>"$1/postgresql.conf" &&
    as "$pg_owner" "$pg_bin/postgres" --single -D "$1" postgres <<<'create database collector' >/dev/null
}

postgres_start() {
  ! postgres_ready || return 0
  if ! postgres_alive; then
    # A server whose folder was deleted under it takes the socket of the next one along when it notices, up to a minute later.
    local orphans
    orphans=$(processes_in "$pg_data (deleted)")
    # shellcheck disable=SC2086
    [[ -z $orphans ]] || kill -QUIT $orphans 2>/dev/null || true
    waits_for no_processes || fail "PostgreSQL's processes $(processes_in "$pg_data" | xargs) are left over from a server that died. End them, then run this again."
    # Its number may be another program's by now, which would keep the server from starting.
    rm -f "$pg_data/postmaster.pid" "$pg_socket/.s.PGSQL.${pg_port:-5432}"{,.lock}
    [[ -d $pg_socket ]] || { mkdir -m 700 "$pg_socket" && chown "$pg_owner" "$pg_socket"; }
    [[ $(stat -c %U "$pg_socket") == "$pg_owner" ]] || fail "the folder $pg_socket for PostgreSQL's socket belongs to somebody else. Remove it, then run this again."
    postgres_control start
  elif [[ ! -S $pg_socket/.s.PGSQL.${pg_port:-5432} ]]; then
    postgres_control restart
  fi
  waits_for postgres_ready || fail "PostgreSQL does not answer; its log is $pg_data/server.log."
}

# A database that was made with ctype C knows the capitals of A to Z only. It is changed in place: sorting does not depend on it, so that only indexes are made anew, by the next start if this one is interrupted.
postgres_fold() {
  local waiting=$pg_data/collector.reindex
  if [[ $(postgres_ask "select datctype from pg_database where datname = 'collector'") == C && $(locale -a 2>/dev/null) =~ C\.(utf8|UTF-8) ]]; then
    as "$pg_owner" touch "$waiting"
    sync "$waiting" "$pg_data"
    # Whoever is connected goes on with the old one.
    if [[ -z $(postgres_ask "update pg_database set datctype = 'C.UTF-8' where datname = 'collector' and not exists (select from pg_stat_activity where datname = 'collector' and backend_type = 'client backend' and pid <> pg_backend_pid()) returning 1") ]]; then
      rm -f "$waiting"
      say "Search takes Ä for another letter than ä, because this database knows the capitals of A to Z only. To mend that end whatever uses it, then run this again."
      return
    fi
  fi
  [[ -e $waiting ]] || return 0
  say "Search learns the capitals beyond A to Z; once, that takes some minutes for millions of messages …"
  postgres_ask 'reindex schema public' >/dev/null
  rm -f "$waiting"
}

postgres_ask() { "$pg_bin/psql" -XAtq -v ON_ERROR_STOP=1 -h "$pg_socket" -p "${pg_port:-5432}" -U collector -c "$1" collector; }

# Fails when there was nothing to stop.
postgres_stop() {
  postgres_alive || return 1
  postgres_control stop
}

postgres_control() {
  as "$pg_owner" "$pg_bin/pg_ctl" "$1" -s -w -t 300 -m fast -D "$pg_data" -l "$pg_data/server.log" -o "-k $pg_socket" </dev/null >/dev/null 2>&1 9<&- ||
    fail "PostgreSQL could not $1: $(sed -nE 's/.*(FATAL|PANIC): +//p' "$pg_data/server.log" | tail -n 1). Its log is $pg_data/server.log."
}

postgres_ready() { "$pg_bin/pg_isready" -q -h "$pg_socket" -p "${pg_port:-5432}" -U collector; }

postgres_alive() {
  local pid
  pid=$(head -n 1 "$pg_data/postmaster.pid" 2>/dev/null) && [[ /proc/$pid/cwd -ef $pg_data ]]
}

no_processes() { [[ -z $(processes_in "$pg_data")$(processes_in "$pg_data (deleted)") ]]; }

waits_for() {
  local tries=600
  until "$@"; do
    ((tries-- > 0)) || return 1
    sleep 0.1
  done
}

# A socket's path may have 107 bytes, and servers and clients take some characters for separators.
short_path() {
  local LC_ALL=C
  [[ $1 =~ ^[A-Za-z0-9/._+-]{1,90}$ ]]
}
