#!/bin/sh
# Makes .state/venv hold exactly what requirements/$1.txt locks ("run" or "dev", which includes run).
# Does nothing when it already does. Needs Python 3.11 or newer, or uv, which can fetch one.
set -eu

kind=$1
top=$(cd "$(dirname "$0")/.." && pwd -P)
venv="$top/.state/venv"
python="$venv/bin/python"

wanted() { # of one lock: its content, and the place, since an environment cannot be moved
    printf '%s %s\n' "$venv" "$(cksum <"$top/requirements/$1.txt")"
}

holds() {
    [ -f "$venv/.holds-$1" ] && [ "$(cat "$venv/.holds-$1")" = "$(wanted "$1")" ] && "$python" -c '' 2>/dev/null
}

holds dev && exit 0
[ "$kind" = run ] && holds run && exit 0

say() { printf '%s\n' "$*"; }
log="$top/.state/environment.log"
mkdir -p "$top/.state"
: >"$log"

# A pyenv shim exists for versions that are not chosen, so each candidate has to answer.
found=
for name in python3.11 python3.12 python3.13 python3.14 python3 python; do
    if "$name" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (4,))' 2>/dev/null; then
        found=$(command -v "$name")
        break
    fi
done

# The operating system's certificates: behind a state network's own authority uv's built-in ones fail.
export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1

with_uv() {
    command -v uv >/dev/null 2>&1 || return 1
    [ -x "$python" ] || uv venv --quiet --clear --python "${found:->=3.11}" "$venv" >>"$log" 2>&1 || return 1
    uv pip install --quiet --python "$python" --require-hashes --only-binary :all: --no-deps \
        -r "$top/requirements/$kind.txt" >>"$log" 2>&1
}

with_pip() { # also after uv failed: pip may know a mirror that uv does not
    [ -n "$found" ] || return 1
    if ! "$python" -m pip --version >/dev/null 2>&1; then
        "$found" -m venv --clear "$venv" >>"$log" 2>&1 || return 1
    fi
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-deps \
        -r "$top/requirements/$kind.txt" >>"$log" 2>&1
}

"$python" -c 'import sys' 2>/dev/null || rm -rf "$venv"
rm -f "$venv/.holds-run" "$venv/.holds-dev"
say "Preparing the Python environment (once, about a minute)"
if with_uv || with_pip; then
    wanted "$kind" >"$venv/.holds-$kind"
    exit 0
fi
tail -n 5 "$log" >&2
if [ -z "$found" ] && ! command -v uv >/dev/null 2>&1; then
    say "Install Python 3.11 or newer (Debian, Ubuntu: apt-get install python3 python3-venv), or uv." >&2
else
    say "The environment could not be made; see $log. On Debian and Ubuntu python3-venv may be missing." >&2
fi
exit 1
