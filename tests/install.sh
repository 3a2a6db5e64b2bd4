#!/usr/bin/env bash
# Installs the named Debian packages that are missing. Usage: tests/install.sh package...
set -euo pipefail

missing=()
for package in "$@"; do
    state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

fail() {
    echo "$0: $1 Install by hand: ${missing[*]}" >&2
    exit 1
}

command -v apt-get >/dev/null 2>&1 || fail 'Packages are missing and this system has no apt-get.'
root=()
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || fail 'Packages are missing, and installing them needs root or sudo without a password.'
    root=(sudo -n)
fi

# Tests start their own private services. A package must not start one for the system, nor fail where there is no init to start it.
policy=/usr/sbin/policy-rc.d
remove_policy() { "${root[@]}" rm -f "$policy"; }
if [ ! -e "$policy" ]; then
    trap remove_policy EXIT
    printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null
    "${root[@]}" chmod 755 "$policy"
fi

echo "Installing ${missing[*]}"
apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0)
"${apt[@]}" update </dev/null || fail 'apt-get update failed.'
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null >/dev/null || fail 'apt-get install failed.'
