# Sourced. What the scripts share: lines for the user, other users, Debian's packages.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

need_dotnet() {
  [[ $(dotnet --version 2>/dev/null || true) =~ ^[1-9][0-9] ]] || fail "the .NET 10 SDK is not installed. Install it from https://dot.net/download, then run this again."
}

# Some copies of NuGet lack the package that speaks with Telegram; everything else is built without it.
find_live_telegram() {
  [[ -z ${LiveTelegram-} ]] || return 0
  local log
  if ! log=$(dotnet restore "$1/shared/Telegram/Telegram.csproj" --nologo -nodeReuse:false 2>&1 9<&-) && [[ $log =~ NU110[0-9].*WTelegramClient ]]; then
    export LiveTelegram=false
    say "Building without live Telegram: the package WTelegramClient cannot be restored. Exports work; for the rest make it reachable for NuGet, delete .artifacts and run this again."
  fi
}

# as USER COMMAND…: no server runs as root; everybody else stays who they are.
as() (
  become "$1"
  shift
  cd /
  exec "${become[@]}" "$@"
)

become() {
  become=()
  if ((EUID == 0)); then become=(setpriv --reuid "$1" --regid "$(id -g "$1")" --init-groups); fi
}

# Prints the ids of the processes whose working directory matches the pattern.
processes_in() {
  { find /proc/[0-9]*/cwd -maxdepth 0 -lname "$1" -printf '%h\n' 2>/dev/null || true; } | { grep -oE '[0-9]+' || true; }
}

# install_debian WHAT PACKAGE: WHAT is what the user knows it as. The package starts no service of its own.
install_debian() {
  local what=$1 package=$2 log
  command -v apt-get >/dev/null || fail "$what is not installed. Install it with your system's package manager, then run this again."
  ((EUID == 0)) || fail "$what is not installed. Install it with: sudo apt-get install $package"
  say "Installing $what (Debian's package $package) …"
  log=$(quiet_apt "$package" 2>&1) || fail "$what could not be installed: $(grep -m1 '^E: ' <<<"$log" || tail -n1 <<<"$log") Mend that, or install it with: apt-get install $package"
}

quiet_apt() (
  export DEBIAN_FRONTEND=noninteractive
  # Debian asks policy-rc.d before it starts a service, and createcluster.d before it makes a cluster on port 5432.
  local policy=/usr/sbin/policy-rc.d clusters=/etc/postgresql-common/createcluster.d
  trap 'rm -f "$clusters/collector.conf"; rmdir --ignore-fail-on-non-empty "$clusters"; [[ -z ${ours-} ]] || rm -f "$policy"' EXIT
  mkdir -p "$clusters"
  echo 'create_main_cluster = false' >"$clusters/collector.conf"
  if [[ ! -e $policy ]]; then
    ours=1
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  apt-get -o DPkg::Lock::Timeout=300 -qq update
  apt-get -o DPkg::Lock::Timeout=300 -qq --no-install-recommends install "$1"
)
