#!/bin/sh
# Sets up what `make` needs, once: Python environment, package, system libraries. Run it again at will.
#
#   sh .ci/setup.sh run    the package and Pango: enough for `make brief`
#   sh .ci/setup.sh dev    also the tools for tests and checks: for `make test`, `make check`, `make bench`
#
# PYTHON=/path/to/python3   use this Python            BRIEFINGS_NO_SYSTEM=1   never call apt-get, dnf or brew
set -eu

PURPOSE=${1:-run}
VENV=.venv
ROOT=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$ROOT"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore
[ "$(uname -s)" != Darwin ] || export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { printf '\nsetup: %s\n\n' "$*" >&2; exit 1; }

# ---------------------------------------------------------------------------------------------- system packages

manager() {
    for each in apt-get dnf brew; do
        if command -v "$each" >/dev/null 2>&1; then echo "$each"; return; fi
    done
}

# as_root COMMAND…: runs it when this user is root or may become root without a password; else fails.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

# command_for PACKAGE…: prints the command that a person would type.
command_for() {
    case "$(manager)" in
        apt-get) echo "sudo apt-get update && sudo apt-get install -y $*" ;;
        dnf) echo "sudo dnf install -y $*" ;;
        brew) echo "brew install $*" ;;
        *) echo "install with this system's package manager: $*" ;;
    esac
}

# install_packages PACKAGE…: installs them if that is allowed; else fails.
install_packages() {
    [ -z "${BRIEFINGS_NO_SYSTEM:-}" ] || return 1
    say "installing $*"
    case "$(manager)" in
        apt-get) as_root apt-get update -qq </dev/null >&2 &&
            as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2 ;;
        dnf) as_root dnf install -y -q "$@" </dev/null >&2 ;;
        brew) brew install -q "$@" </dev/null >&2 ;;
        *) return 1 ;;
    esac
}

# pick APT DNF BREW: prints the names that this system's package manager has for a thing.
pick() {
    case "$(manager)" in dnf) echo "$2" ;; brew) echo "$3" ;; *) echo "$1" ;; esac
}

# ---------------------------------------------------------------------------------------------- Python

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
makes_venvs() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# find_python TEST: prints the first Python from 3.11 on that also passes TEST.
find_python() {
    for each in ${PYTHON:-} python3.13 python3.12 python3.11 python3.14 python3 python; do
        if is_new_enough "$each" && "$1" "$each"; then command -v "$each"; return; fi
    done
}

# missing_python: prints the packages that bring what is missing: Python, a newer one, or only its venv module.
missing_python() {
    bare=$(find_python true)
    if [ -z "$bare" ] && command -v python3 >/dev/null 2>&1; then
        pick 'python3.11 python3.11-venv' python3.12 python@3.13
    elif [ -z "$bare" ]; then
        pick 'python3 python3-venv' python3 python@3.13
    else
        pick "$("$bare" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" python3 python@3.13
    fi
}

make_venv() {
    if [ -x "$VENV/bin/python" ] && is_new_enough "$VENV/bin/python"; then return; fi
    python=$(find_python makes_venvs)
    if [ -z "$python" ]; then
        package=$(missing_python)
        # shellcheck disable=SC2086  # one word a package
        install_packages $package || stop "No Python from 3.11 on that makes virtual environments. Run: $(command_for "$package")"
        python=$(find_python makes_venvs)
        [ -n "$python" ] || stop "$package did not bring a Python from 3.11 on. Set PYTHON=/path/to/python3 and try again."
    fi
    say "making $VENV with $python"
    "$python" -m venv --clear "$VENV"
}

install_package() {
    python=$VENV/bin/python
    "$python" -c 'import re, pip; raise SystemExit([int(n) for n in re.findall(r"\d+", pip.__version__)[:2]] < [25, 1])' 2>/dev/null ||
        "$python" -m pip install -q --upgrade 'pip>=25.1'          # the first pip that knows dependency groups
    say "installing the package ($PURPOSE)"
    if [ "$PURPOSE" = dev ]; then "$python" -m pip install -q -e . --group dev; else "$python" -m pip install -q -e .; fi
}

# ---------------------------------------------------------------------------------------------- what the package needs

# Imports WeasyPrint as the package does; that libharfbuzz-subset is missing is only a warning there, and an error here.
draws_pages() { "$VENV/bin/python" -W error:HarfBuzz-Subset -c 'import weasyprint' >/dev/null 2>&1; }

need_pango() {
    draws_pages && return
    packages=$(pick 'libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0' 'pango harfbuzz' pango)
    # shellcheck disable=SC2086  # one word a package
    install_packages $packages || stop "PDF pages need Pango, which is missing here. Run: $(command_for "$packages")"
    draws_pages || stop "WeasyPrint still cannot load Pango. See: $VENV/bin/python -c 'import weasyprint'"
}

# want_tool COMMAND PACKAGE: installs what some tests use; goes on without it, loudly.
want_tool() {
    command -v "$1" >/dev/null 2>&1 && return
    install_packages "$2" && command -v "$1" >/dev/null 2>&1 && return
    say "!!! $1 is missing: the tests that need it will fail or be skipped. Run: $(command_for "$2")"
}

# want_font FAMILY PACKAGE: installs a font in which tests set names of other scripts; goes on without it, loudly.
want_font() {
    fc-list 2>/dev/null | grep -q "$1" && return
    install_packages "$2" && return
    say "!!! $1 is missing: the tests of its script will be skipped. Run: $(command_for "$2")"
}

# want_checkers: installs html-validate and vnu where npm is; goes on without them, loudly. No node is installed for them:
# Debian's has 400 packages in its train, and that of Debian 12 is too old. vnu needs Java, which is not installed either.
want_checkers() {
    command -v java >/dev/null 2>&1 || say "!!! java is missing: vnu does not read the pages"
    if command -v npm >/dev/null 2>&1 && node -e 'const [a, b] = process.versions.node.split("."); process.exit(a < 20 || (a == 20 && b < 19) ? 1 : 0)'; then
        (cd tests/web && { cmp -s package-lock.json node_modules/.lock || { npm ci --silent && cp package-lock.json node_modules/.lock; }; }) >&2 && return
    fi
    say "!!! html-validate and vnu do not read the pages: they need node from 20.19 on, with npm, and npm's registry"
}

need_test_tools() {
    want_tool pdftotext "$(pick poppler-utils poppler-utils poppler)"
    want_tool qpdf qpdf
    want_font "Noto Sans Ethiopic" "$(pick fonts-noto-core google-noto-fonts-all font-noto-sans)"
    want_font "Noto Sans CJK JP" "$(pick fonts-noto-cjk google-noto-sans-cjk-fonts font-noto-sans-cjk)"
    want_tool chromium chromium
    want_checkers
}

# ---------------------------------------------------------------------------------------------- once

case "$PURPOSE" in run | dev) ;; *) stop "usage: sh .ci/setup.sh run|dev" ;; esac

stamp() { echo "$ROOT $(cat pyproject.toml .ci/setup.sh tests/web/package-lock.json | cksum)"; }
is_done() { [ -x "$VENV/bin/briefings" ] && [ "$(cat "$VENV/.setup-$1" 2>/dev/null)" = "$(stamp)" ]; }

if is_done dev || is_done "$PURPOSE"; then exit 0; fi
make_venv
install_package
need_pango
[ "$PURPOSE" = run ] || need_test_tools
stamp >"$VENV/.setup-$PURPOSE"
