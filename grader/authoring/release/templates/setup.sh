#!/usr/bin/env bash
# <%= title %>. Gradescope runs this once, as root, when it builds the image: a Python of 3.11 or newer, and the grader in an environment of
# its own. AUTOGRADER_ROOT and AUTOGRADER_PYTHON are for trying it elsewhere.
# A pip.conf beside this file is used, for instance to name an index with torch's smaller builds for machines without a GPU.
set -euo pipefail
root=${AUTOGRADER_ROOT:-/autograder}
source=$root/source

new_enough() {
  "$1" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
  local each
  for each in ${AUTOGRADER_PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if new_enough "$each"; then
      echo "$each"
      return
    fi
  done
  return 1
}

if ! python=$(find_python); then
  apt-get update
  apt-get install -y python3.12 python3.12-venv || apt-get install -y python3.11 python3.11-venv
  python=$(find_python) || { echo "Python 3.11 or newer is needed: choose a newer base image." >&2; exit 1; }
fi

if [ -f "$source/pip.conf" ]; then
  export PIP_CONFIG_FILE=$source/pip.conf
fi
"$python" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --disable-pip-version-check --no-cache-dir \
  -c "$source/constraints.txt" "$source/<%= engine %>" "$source/<%= course %>"
chmod -R go-rwx "$source"
"$root/venv/bin/grader" doctor || echo "See above which layers of the sandbox are missing in this image."
